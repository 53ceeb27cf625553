import type { Hit } from '@uniwire/http-api'
import type { University } from '@uniwire/newsroom'
import type { PublishedArticle, UniversityRegistry } from '@uniwire/projection'
import type { ShownHit } from '../search/hits.ts'
import type { HitView, RelativeView, UniversityName } from '../pages/article-view.ts'

/** From what the services know to what the pages show. */
export function toHitView({ hit, article }: ShownHit, universities: UniversityRegistry): HitView {
  const { id, title, titleHtml, snippet, language, views, also } = hit
  const university = nameFor(hit.university, universities)
  return {
    id,
    title,
    titleHtml,
    snippet,
    university,
    language,
    views,
    published: shownTime(article),
    also: also.map((other) => toRelativeView(other, universities)),
  }
}

export function toRelativeView(
  { id, title, language, why, university }: Hit['also'][number],
  universities: UniversityRegistry,
): RelativeView {
  return { id, title, language, why, university: nameFor(university, universities) }
}

/** A university whose registration this process has not read yet goes by its slug. */
export function nameFor(slug: string, universities: UniversityRegistry): UniversityName {
  return { slug, names: universities.get(slug)?.names ?? { kk: slug, ru: slug, en: slug } }
}

export function universityOf(university: University) {
  const { slug, names, homepage, formerNames, contact, logo, languages, closed } = university
  return { slug, names, homepage, formerNames, contact, logo, languages, closed: closed !== undefined }
}

export function shownTime({ publishedAt, datePrecision, timeZone }: PublishedArticle) {
  return { value: publishedAt, precision: datePrecision, timeZone }
}

/** An instant of ours, shown in the university's zone. */
export function shownInstant(instant: string, timeZone: string) {
  return { value: instant, precision: 'second', timeZone } as const
}
