import type { University } from '@uniwire/newsroom'
import type { Row } from '@uniwire/projection'
import { text } from '@uniwire/projection'
import type { FaceTimes } from '../faces.ts'
import type { FeedDatabase } from './database.ts'

export interface UniversityRow {
  readonly university: University
  readonly faceTimes: FaceTimes
}

export function findUniversity(database: FeedDatabase, slug: string): UniversityRow | undefined {
  const row = database.statement('SELECT profile, face_times FROM universities WHERE slug = ?').get(slug)
  return row === undefined ? undefined : toUniversity(row)
}

/** By slug. */
export function listUniversities(database: FeedDatabase): readonly UniversityRow[] {
  return database
    .statement('SELECT profile, face_times FROM universities ORDER BY slug')
    .all()
    .map(toUniversity)
}

export function saveUniversity(database: FeedDatabase, { university, faceTimes }: UniversityRow): void {
  database
    .statement('INSERT OR REPLACE INTO universities VALUES (?, ?, ?)')
    .run(university.slug, JSON.stringify(university), JSON.stringify(faceTimes))
}

function toUniversity(row: Row): UniversityRow {
  // Both were written by `saveUniversity` alone.
  return {
    university: JSON.parse(text(row, 'profile')) as University,
    faceTimes: JSON.parse(text(row, 'face_times')) as FaceTimes,
  }
}
