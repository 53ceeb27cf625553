import type { Declared, DeclaredValue } from '../page.ts'
import { articleInJsonLd } from './json-ld.ts'

/** A tag with its attributes, names in lower case; offsets in the received text. */
interface OpenTag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly start: number
  readonly end: number
}

/** Collects what the markup declares, in the order of the page. */
export interface DeclaredCollector {
  readonly tag: (tag: OpenTag, isLeftOut: boolean) => void
  readonly jsonLd: (script: string, start: number, end: number) => void
  readonly heading: (value: string, element: string, start: number, end: number) => void
  readonly result: () => Declared
}

/** More of a kind says nothing more. */
const MOST_OF_A_KIND = 50

const META: ReadonlyMap<string, { readonly field: keyof Fields; readonly rule: string }> = new Map([
  ['og:title', { field: 'titles', rule: 'og:title' }],
  ['article:published_time', { field: 'times', rule: 'article:published_time' }],
  ['datepublished', { field: 'times', rule: 'date-published' }],
  ['article:author', { field: 'authors', rule: 'article:author' }],
  ['author', { field: 'authors', rule: 'meta-author' }],
  ['article:section', { field: 'categories', rule: 'article:section' }],
  ['og:url', { field: 'urls', rule: 'og:url' }],
])

interface Fields {
  readonly headings: DeclaredValue[]
  readonly titles: DeclaredValue[]
  readonly times: DeclaredValue[]
  readonly timeElements: DeclaredValue[]
  readonly authors: DeclaredValue[]
  readonly categories: DeclaredValue[]
  readonly urls: DeclaredValue[]
}

export function declaredCollector(): DeclaredCollector {
  const fields: Fields = {
    headings: [],
    titles: [],
    times: [],
    timeElements: [],
    authors: [],
    categories: [],
    urls: [],
  }
  const add = (
    field: keyof Fields,
    value: string | null | undefined,
    rule: string,
    start: number,
    end: number,
  ): void => {
    const text = value?.trim() ?? ''
    if (text !== '' && text.length <= 2_000 && fields[field].length < MOST_OF_A_KIND)
      fields[field].push({ value: text, rule, start, end })
  }
  return {
    heading: (value, element, start, end) => add('headings', value, element, start, end),
    jsonLd: (script, start, end) => {
      const article = articleInJsonLd(script)
      add('titles', article?.headline, 'json-ld', start, end)
      add('times', withColon(article?.datePublished ?? ''), 'json-ld', start, end)
      add('authors', article?.author, 'json-ld', start, end)
      for (const section of article?.sections ?? []) add('categories', section, 'json-ld', start, end)
    },
    tag: ({ name, attributes, start, end }, isLeftOut) => {
      const content = attributes.get('content')
      const property =
        attributes.get('property') ?? attributes.get('name') ?? attributes.get('itemprop') ?? ''
      const meta = name === 'meta' ? META.get(property.toLowerCase()) : undefined
      if (meta !== undefined)
        add(meta.field, meta.field === 'times' ? withColon(content ?? '') : content, meta.rule, start, end)
      if (name === 'link' && attributes.get('rel')?.toLowerCase() === 'canonical')
        add('urls', attributes.get('href'), 'canonical', start, end)
      if (name !== 'time' || isLeftOut || isOfChange(attributes)) return
      const isDeclared =
        attributes.get('itemprop')?.toLowerCase() === 'datepublished' || attributes.has('pubdate')
      const time = withColon(attributes.get('datetime') ?? '')
      add(
        isDeclared ? 'times' : 'timeElements',
        time,
        isDeclared ? 'date-published' : 'time-element',
        start,
        end,
      )
    },
    result: () => declaredBy(fields),
  }
}

function declaredBy(fields: Fields): Declared {
  const [url] = fields.urls.filter(({ value }) => /^https?:\/\//i.test(value))
  // Several times on a page are those of a list; only one that is alone dates the page.
  const days = new Set(fields.timeElements.map(({ value }) => value.slice(0, 10)))
  return {
    titles: [...fields.headings, ...fields.titles],
    publishedAt: [...fields.times, ...(days.size === 1 ? fields.timeElements : [])],
    authors: fields.authors.filter(({ value }) => !/^https?:/i.test(value)),
    categories: fields.categories,
    url: url ?? null,
  }
}

/** When the page was changed is not when it was published. */
function isOfChange(attributes: ReadonlyMap<string, string>): boolean {
  const names = `${attributes.get('itemprop') ?? ''} ${attributes.get('class') ?? ''}`
  return /(?:^|[\s_-])(?:date-?modified|modified|updated)(?:$|[\s_-])/i.test(names)
}

/** `2023-05-18 14:42+0600`, as many systems write it, is `2023-05-18T14:42+06:00` in RFC 3339. */
function withColon(time: string): string {
  return time
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T')
    .replace(/(:\d{2})([+-]\d{2})(\d{2})$/, '$1$2:$3')
}
