import type { ArticleInput } from '@uniwire/http-api'
import { LIMITS } from '@uniwire/http-api'
import { detectLanguage } from '@uniwire/language'
import type { Language } from '@uniwire/language'
import type { Warning } from '@uniwire/messages'
import type { ArticleContent, ArticleImage, Baseline, PublicationTime, University } from '@uniwire/newsroom'
import { paragraphsToHtml, plainText, resolvePublicationTime, wholeSeconds } from '@uniwire/newsroom'
import type { FieldError } from '@uniwire/service-kit'
import { invalidFields } from '@uniwire/service-kit'
import { hostOf, resolveAddress } from './address.ts'
import { languageSample, middleSample } from './language-sample.ts'
import { sanitise } from './sanitise.ts'

export interface ReadArticle {
  readonly content: Omit<ArticleContent, 'publishedAt'> & Partial<Pick<ArticleContent, 'publishedAt'>>
  /** `observedAt` absent: now. */
  readonly legacyViews?: Pick<Baseline, 'count'> & Partial<Pick<Baseline, 'observedAt'>>
  readonly warnings: readonly Warning[]
}

/** A validated body as content; throws a problem with every field that cannot be used. */
export function readArticle(input: ArticleInput, university: University): ReadArticle {
  const base = input.url ?? university.homepage
  const errors: FieldError[] = []
  const body = readBody(input, base, errors)
  const times = readTimes(input, university.timeZone, errors)
  if (errors.length > 0) throw invalidFields(errors)

  const images = readImages(input, base)
  const language = readLanguage(input, body.html, university)
  return {
    content: {
      title: input.title,
      bodyHtml: body.html,
      summary: input.summary,
      language: language.language,
      ...(times.publishedAt === undefined ? {} : { publishedAt: times.publishedAt }),
      url: input.url,
      byline: input.byline,
      categories: distinct(input.categories ?? []),
      images: images.images,
      embargoedUntil: times.embargoedUntil,
      translationGroup: input.translationGroup,
    },
    ...(input.legacyViews === undefined
      ? {}
      : { legacyViews: baseline(input.legacyViews.count, times.observedAt) }),
    warnings: [
      ...body.warnings,
      ...images.warnings,
      ...times.warnings,
      ...foreignHost(input.url, university.homepage),
      ...language.warnings,
    ],
  }
}

/** Both kinds of body end in the same writer, so that everything stored has one form. */
function readBody(input: ArticleInput, base: string, errors: FieldError[]) {
  const { html, warnings } = sanitise(input.bodyHtml ?? paragraphsToHtml(input.bodyText ?? ''), base)
  const pointer = input.bodyHtml === undefined ? '/bodyText' : '/bodyHtml'
  if (html === undefined) errors.push({ pointer, problem: { code: 'too-long', max: LIMITS.bodyBytes } })
  else if (!isReadable(html)) {
    errors.push({ pointer, problem: { code: 'empty-after-sanitising' } })
  }
  return { html: html ?? '', warnings }
}

/** Nearly every body begins with words; only one that does not is looked through. */
function isReadable(html: string): boolean {
  return /^(?:<[^>]*>)*[^\s<&]/.test(html) || html.includes('<img') || plainText(html) !== ''
}

function readTimes(input: ArticleInput, timeZone: string, errors: FieldError[]) {
  const warnings: Warning[] = []
  const read = (text: string | undefined, pointer: string) => {
    if (text === undefined) return undefined
    const resolved = resolvePublicationTime(text, timeZone)
    if (!resolved.ok) {
      errors.push({ pointer, problem: { code: 'bad-date' } })
      return undefined
    }
    if (resolved.warning !== undefined) {
      warnings.push({ code: resolved.warning === 'ambiguous' ? 'ambiguous-time' : 'shifted-time' })
    }
    return resolved.time
  }
  const publishedAt = read(input.publishedAt, '/publishedAt')
  const embargo = read(input.embargoedUntil, '/embargoedUntil')
  if (embargo?.precision === 'day')
    errors.push({ pointer: '/embargoedUntil', problem: { code: 'embargo-without-hour' } })
  const observedAt = read(input.legacyViews?.observedAt, '/legacyViews/observedAt')?.instant
  return {
    publishedAt,
    embargoedUntil: embargo === undefined ? undefined : notBefore(embargo),
    observedAt,
    warnings,
  }
}

/** Times are kept in whole seconds; an embargo that ends within one ends with it, never before (log §3). */
function notBefore({ instant, printed }: PublicationTime): string {
  if (!/\.\d*[1-9]/.test(printed)) return instant
  return wholeSeconds(new Date(Date.parse(instant) + 1_000).toISOString())
}

function readImages(input: ArticleInput, base: string) {
  const images: ArticleImage[] = []
  const warnings: Warning[] = []
  for (const image of input.images ?? []) {
    const url = resolveAddress(image.url, base)
    if (url === undefined) warnings.push({ code: 'image-dropped', url: image.url })
    else images.push({ ...image, url })
  }
  return { images, warnings }
}

function readLanguage(input: ArticleInput, html: string, university: University) {
  if (input.language !== undefined && isSurely(input.language, html)) {
    return { language: input.language, warnings: [] }
  }
  const sample = languageSample(html, input.language === undefined ? 'unknown' : 'claimed')
  const detected = detectLanguage(`${input.title}\n${sample}`, university.languages)
  const warnings: Warning[] = []
  if (input.language === undefined && detected.confidence === 'low') {
    warnings.push({ code: 'language-detected', language: detected.language })
  }
  if (
    input.language !== undefined &&
    input.language !== detected.language &&
    detected.confidence === 'high'
  ) {
    warnings.push({ code: 'language-doubtful', given: input.language, detected: detected.language })
  }
  return { language: input.language ?? detected.language, warnings }
}

function isSurely(language: Language, html: string): boolean {
  const sample = middleSample(html)
  if (sample === undefined) return false
  const detected = detectLanguage(sample)
  return detected.language === language && detected.confidence === 'high'
}

function foreignHost(url: string | undefined, homepage: string): readonly Warning[] {
  if (url === undefined || hostOf(url) === hostOf(homepage)) return []
  return [{ code: 'foreign-host', host: hostOf(url), expected: hostOf(homepage) }]
}

function baseline(count: number, observedAt: string | undefined) {
  return observedAt === undefined ? { count } : { count, observedAt }
}

/** The first spelling of each name stays. */
function distinct(names: readonly string[]): readonly string[] {
  return names.filter((name, place) => names.findIndex((other) => sameName(other, name)) === place)
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
