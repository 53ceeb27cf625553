import { fingerprintOf } from './fingerprint.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import type { Site } from '../site.ts'

/** What is remembered of a page that was published: no text, and bounded whatever the page was. */
export interface PageTrace {
  /** Host of the site that printed it, without `www.`. */
  readonly site: string
  /** Of the text, without its script: a site prints other lines around its Kazakh pages than around its English. */
  readonly language: string
  /** Fingerprints of the article's full paragraphs. */
  readonly text: readonly number[]
  /** Fingerprints of all other lines, those nearest to the article. */
  readonly around: readonly number[]
}

/** Of each of the two; a page of a hundred thousand lines leaves no more. */
export const MOST_FINGERPRINTS = 256
const HALF = MOST_FINGERPRINTS / 2

export interface TraceSources {
  readonly lines: readonly KnownLine[]
  /** In order. */
  readonly bodyLines: readonly KnownLine[]
  readonly isText: (index: number) => boolean
  readonly language: string
  readonly url: string | null
  readonly site: Site
}

export function traceOf({ lines, bodyLines, isText, language, url, site }: TraceSources): PageTrace {
  const own = new Set(bodyLines.filter((line) => isText(line.index)).map((line) => line.index))
  const paragraphs = bodyLines.filter((line) => own.has(line.index))
  const first = bodyLines[0]?.index ?? 0
  const last = bodyLines.at(-1)?.index ?? first
  const distance = ({ index }: KnownLine): number => Math.max(first - index, index - last, 0)
  const others = lines.filter((line) => !own.has(line.index)).toSorted((a, b) => distance(a) - distance(b))
  return {
    site: hostOf(url) ?? hostOf(site.homepage) ?? site.homepage,
    language: language.split('-')[0] ?? language,
    // What a site adds to an article stands at its beginning or at its end.
    text: fingerprints([...paragraphs.slice(0, HALF), ...paragraphs.slice(HALF).toReversed()]),
    around: fingerprints(others),
  }
}

function fingerprints(lines: readonly KnownLine[]): readonly number[] {
  const found = new Set<number>()
  for (const { text } of lines) {
    if (found.size === MOST_FINGERPRINTS) break
    const fingerprint = fingerprintOf(text)
    if (fingerprint !== 0) found.add(fingerprint)
  }
  return [...found]
}

function hostOf(url: string | null): string | null {
  const host = url === null ? undefined : URL.parse(url)?.hostname
  return host === undefined || host === '' ? null : host.replace(/^www\./, '')
}
