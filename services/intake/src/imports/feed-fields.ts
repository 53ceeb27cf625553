import { createHash } from 'node:crypto'
import { LIMITS } from '@uniwire/http-api'
import type { ImportNote } from '@uniwire/messages'
import type { SourceId } from '@uniwire/newsroom'
import { cleanLine, plainText, sourceIdFromKey } from '@uniwire/newsroom'
import { sanitise } from '../content/sanitise.ts'
import type { ImportItem } from './item.ts'
import type { XmlElement } from './xml-element.ts'
import { elements } from './xml-element.ts'

/** What RSS and Atom have in common, before it is checked like any article. */
export interface FeedFields {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly url: string | undefined
  readonly bodyHtml: string | undefined
  readonly summary: string | undefined
  readonly publishedAt: string | undefined
  readonly language: string | undefined
  readonly byline: string | undefined
  readonly categories: readonly string[]
  readonly images: readonly object[]
}

export function feedItem(line: number, fields: FeedFields): ImportItem {
  const notes: ImportNote[] = []
  const { id: given, categories, images, ...rest } = fields
  const id = given === undefined ? undefined : cleanLine(given)
  const isLong = id !== undefined && Array.from(id).length > LIMITS.sourceIdCharacters
  const input = {
    ...rest,
    sourceId: id,
    categories: first(categories, LIMITS.categories, 'categories', notes),
    images: first(images, LIMITS.images, 'images', notes),
  }
  const given_ = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  const text = [rest.title, rest.bodyHtml, rest.summary].join('')
  if (text.includes('\uFFFD')) {
    const sourceId = id === undefined ? {} : { sourceId: id }
    return { kind: 'trouble', line, ...sourceId, trouble: { kind: 'note', note: { code: 'undecodable' } } }
  }
  return {
    kind: 'input',
    line,
    input: given_,
    notes,
    size: text.length,
    ...(isLong ? { madeSourceId: sourceIdOf(id) } : {}),
  }
}

/** Titles and summaries of RSS are text to some and markup to others; what looks like markup is read as such. */
export function feedText(text: string | undefined): string | undefined {
  if (text === undefined || !/[<&]/.test(text)) return text
  if (!/<\/?[a-z!]|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(text)) return text
  return plainText(sanitise(text, 'https://unused.example/').html ?? '').replaceAll('\n', ' ')
}

/** More than a summary may be is no summary. */
export function feedSummary(text: string | undefined): string | undefined {
  const summary = feedText(text)
  return summary === undefined || Array.from(summary).length > LIMITS.summaryCharacters ? undefined : summary
}

/** A language that Uniwire has; `kz` is what many sites write for Kazakh. Anything else is detected. */
export function feedLanguage(tag: string | undefined): string | undefined {
  const [language = '', script] = (tag ?? '').trim().toLowerCase().split(/[-_]/)
  if (language === 'kk' || language === 'kz') return script === 'latn' ? 'kk-Latn' : 'kk'
  return language === 'ru' || language === 'en' ? language : undefined
}

/** `enclosure`, `media:content` and `media:thumbnail` of one item, also within `media:group`. */
export function feedImages(item: XmlElement): readonly object[] {
  const within = [item, ...elements(item, 'media:group')]
  const found = within
    .flatMap((parent) => elements(parent, 'enclosure', 'media:content', 'media:thumbnail'))
    .filter(isImage)
  const byAddress = new Map(found.toReversed().map((element) => [element.attributes['url'] ?? '', element]))
  return [...byAddress].toReversed().map(([url, { attributes }]) => imageOf(url, attributes))
}

export function imageOf(url: string, attributes: Readonly<Record<string, string>>): object {
  const { type, width, height } = attributes
  const length = attributes['length'] ?? attributes['fileSize']
  return {
    url,
    ...(type === undefined ? {} : { type }),
    ...numbers({ width, height }, LIMITS.pixels),
    // Many sites write 0 for what they do not know.
    ...numbers({ length: length === '0' ? undefined : length }, LIMITS.count),
  }
}

function isImage({ name, attributes }: XmlElement): boolean {
  const { url = '', type = '', medium = '' } = attributes
  if (url === '') return false
  if (name === 'media:thumbnail' || medium === 'image' || type.startsWith('image/')) return true
  return type === '' && medium === '' && /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(url)
}

function numbers(texts: Readonly<Record<string, string | undefined>>, max: number): Record<string, number> {
  const whole = Object.entries(texts).filter(
    ([, text]) => /^\d{1,13}$/.test(text ?? '') && Number(text) <= max,
  )
  return Object.fromEntries(whole.map(([name, text]) => [name, Number(text)]))
}

function first<T>(values: readonly T[], max: number, field: string, notes: ImportNote[]): readonly T[] {
  if (values.length > max) notes.push({ code: 'values-left-out', field, max })
  return values.slice(0, max)
}

/** As for an Idempotency-Key: the address of an article may be longer than an id can be. */
function sourceIdOf(id: string): SourceId {
  return sourceIdFromKey(createHash('sha256').update(id).digest())
}
