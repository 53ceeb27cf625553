import type { Language } from '@uniwire/language'
import { cleanLine } from '@uniwire/newsroom'
import type { Evidence } from './evidence.ts'
import { overridden } from './evidence.ts'
import type { PublishedAt, PublishedAtEvidence } from './fields/published-at.ts'
import { statedTime } from './fields/published-at.ts'
import type { DeclaredValue } from './page.ts'
import type { Site } from './site.ts'
import type { Stripped } from './stripped.ts'
import type { ImportWarning } from './warning.ts'

/** Query parameters that overrule the page (contract §4). */
export interface Overrides {
  readonly title?: string | undefined
  /** As contract §3 accepts it; what cannot be read is ignored with the warning `not-a-time`. */
  readonly publishedAt?: string | undefined
  readonly language?: Language | undefined
  readonly url?: string | undefined
  readonly category?: string | undefined
  readonly byline?: string | undefined
}

export type NeededField = 'title' | 'publishedAt' | 'bodyText' | 'language'

/**
 * A body ready for PUT (contract §2), with null for what is in `needs`. `publishedAt` is UTC with `Z` or a full date.
 * `legacyViews` carries no `observedAt`: the time of the import is known to the caller alone, and must not enter the
 * content.
 */
export interface Draft {
  readonly title: string | null
  readonly bodyText: string | null
  readonly language: Language | null
  readonly publishedAt: string | null
  readonly byline?: string
  readonly categories: readonly string[]
  readonly url?: string
  readonly legacyViews?: { readonly count: number }
}

/** Null where the page says nothing of a field. */
export interface DraftEvidence {
  readonly title: Evidence<string> | null
  readonly publishedAt: PublishedAtEvidence | null
  readonly byline: Evidence<string> | null
  readonly categories: Evidence<readonly string[]> | null
  readonly legacyViews: Evidence<number> | null
  readonly language: Evidence<Language> | null
  readonly url: Evidence<string> | null
  /** Its value is the number of paragraphs. */
  readonly body: Evidence<number> | null
  /** Names of image files that stood in the text. */
  readonly images: Evidence<readonly string[]> | null
  /** Lines that would be text, had the site not printed them on its other pages; null where nothing was learned. */
  readonly repeated: Evidence<readonly string[]> | null
}

export interface PageImport {
  readonly draft: Draft
  readonly evidence: DraftEvidence
  readonly needs: readonly NeededField[]
  readonly stripped: readonly Stripped[]
  readonly warnings: readonly ImportWarning[]
}

/** What the rules found on the page. */
export interface Found extends Omit<DraftEvidence, 'publishedAt' | 'url'> {
  readonly bodyText: string
  readonly publishedAt: PublishedAt | null
  readonly url: DeclaredValue | null
  readonly stripped: readonly Stripped[]
  readonly warnings: readonly ImportWarning[]
}

export function draftFrom(found: Found, site: Site, overrides: Overrides): PageImport {
  const time = publishedAtOf(found, site, overrides)
  const evidence = evidenceOf(found, time.evidence, overrides)
  const title = nonEmpty(cleanLine(evidence.title?.value ?? ''))
  const bodyText = nonEmpty(found.bodyText)
  const language = evidence.language?.value ?? null
  const publishedAt = time.evidence?.value ?? null
  const byline = nonEmpty(cleanLine(evidence.byline?.value ?? ''))
  const url = evidence.url?.value ?? null
  const views = evidence.legacyViews?.value ?? null
  const required = { title, bodyText, publishedAt, language }
  const fields: readonly NeededField[] = ['title', 'bodyText', 'publishedAt', 'language']
  return {
    draft: {
      ...required,
      ...(byline === null ? {} : { byline }),
      categories: (evidence.categories?.value ?? []).map(cleanLine),
      ...(url === null ? {} : { url }),
      ...(views === null ? {} : { legacyViews: { count: views } }),
    },
    evidence,
    needs: fields.filter((field) => required[field] === null),
    stripped: found.stripped,
    warnings: [...found.warnings, ...time.warnings],
  }
}

function publishedAtOf(
  found: Found,
  site: Site,
  overrides: Overrides,
): { readonly evidence: PublishedAtEvidence | null; readonly warnings: readonly ImportWarning[] } {
  const printed = found.publishedAt
  const fromPage = { evidence: printed?.evidence ?? null, warnings: printed?.warnings ?? [] }
  if (overrides.publishedAt === undefined) return fromPage
  const stated = statedTime(overrides.publishedAt, 'override', site.timeZone)
  if (stated === null)
    return { ...fromPage, warnings: [...fromPage.warnings, { field: 'publishedAt', code: 'not-a-time' }] }
  const { alternatives } = overridden(stated.evidence.value, printed?.evidence ?? null)
  // What the page prints stays to be seen beside what was said in its place.
  const printedDate = printed?.evidence.printedDate ?? null
  return {
    evidence: { ...stated.evidence, alternatives: alternatives.flatMap((value) => value ?? []), printedDate },
    warnings: stated.warnings,
  }
}

function evidenceOf(
  found: Found,
  publishedAt: PublishedAtEvidence | null,
  overrides: Overrides,
): DraftEvidence {
  const { url: declared } = found
  const url: Evidence<string> | null =
    declared === null ? null : { ...declared, confidence: 'high', alternatives: [] }
  return {
    title: choose(overrides.title, found.title),
    publishedAt,
    byline: choose(overrides.byline, found.byline),
    categories: choose(overrides.category === undefined ? undefined : [overrides.category], found.categories),
    legacyViews: found.legacyViews,
    language: choose(overrides.language, found.language),
    url: choose(overrides.url, url),
    body: found.body,
    images: found.images,
    repeated: found.repeated,
  }
}

function choose<Value>(stated: Value | undefined, found: Evidence<Value> | null): Evidence<Value> | null {
  return stated === undefined || stated === '' ? found : overridden(stated, found)
}

function nonEmpty(text: string): string | null {
  return text === '' ? null : text
}
