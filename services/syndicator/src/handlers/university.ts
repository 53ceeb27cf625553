import type { University } from '@uniwire/newsroom'
import { ARTICLE_LANGUAGES } from '@uniwire/newsroom'
import type { Face, FaceTimes } from '../faces.ts'
import { FACES, facesOf, nameLanguage } from '../faces.ts'
import type { UniversityStep } from '../interpret.ts'
import type { FeedDatabase } from '../store/database.ts'
import { hasNotices, shownLanguages } from '../store/feed-entries.ts'
import { feedsShowing, markChanged } from '../store/feeds.ts'
import type { UniversityRow } from '../store/universities.ts'
import { findUniversity, saveUniversity } from '../store/universities.ts'
import type { Touched } from '../touched.ts'

/**
 * `university.registered`, `university.changed`: its entries and the heads of its feeds show its name,
 * address, logo and rights. Nothing is rendered here, so a rename costs the same for any archive.
 */
export function applyUniversity(database: FeedDatabase, step: UniversityStep, touched: Touched): void {
  const university = step.event.payload
  const stored = findUniversity(database, university.slug)
  const changed = changedFaces(stored?.university, university)
  const faceTimes = timesAfter(stored, changed, step.atMs)
  saveUniversity(database, { university, faceTimes })
  const notices = (stored?.university.withdrawalNotice ?? false) !== (university.withdrawalNotice ?? false)
  if (changed.size === 0 && !notices) return
  touched.universities = true
  const languages = ARTICLE_LANGUAGES.filter((language) => changed.has(nameLanguage(language)))
  for (const feed of feedsShowing(database, university.slug)) {
    const shown = shownLanguages(database, feed.id, university.slug)
    const other = notices && hasNotices(database, feed.id, university.slug)
    if (other || languages.some((language) => shown.has(language)))
      markChanged(database, feed, 'entries', step.atMs)
  }
}

function changedFaces(before: University | undefined, after: University): ReadonlySet<Face> {
  if (before === undefined) return new Set(FACES)
  const was = facesOf(before)
  const is = facesOf(after)
  return new Set(FACES.filter((face) => was[face] !== is[face]))
}

function timesAfter(stored: UniversityRow | undefined, changed: ReadonlySet<Face>, atMs: number): FaceTimes {
  const time = (face: Face) => {
    const before = stored?.faceTimes[face] ?? atMs
    return changed.has(face) ? Math.max(before, atMs) : before
  }
  return { kk: time('kk'), ru: time('ru'), en: time('en'), main: time('main'), list: time('list') }
}
