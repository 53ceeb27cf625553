import * as fc from 'fast-check'
import type { FeedEntry, FeedHeader } from './model.ts'

/** Any sequence of UTF-16 units, rich in what breaks feeds: for property tests. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('<', '>', '&', '"', "'", ';', ' ', '\t', '\r', '\n'),
      fc.constantFrom(
        ']]>',
        '<![CDATA[',
        '</b>',
        '<script>',
        '&amp;',
        '&#8;',
        '\r\n',
        '\u0008',
        '\uFFFD',
        '\uFFFE',
        '\uD800',
        'ң',
        '😀',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

const anyUrl = fc.oneof(
  anyText,
  anyText.map((path) => `https://uni.example.kz/${path}`),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
)

const anyInstant = fc
  .date({ min: new Date('1990-01-02T00:00:00Z'), max: new Date('2026-11-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** A paragraph that says any text, as a sanitiser leaves it. */
export const sanitisedHtml: fc.Arbitrary<string> = anyText.map(
  (text) => `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`,
)

export function anyEntry(body: fc.Arbitrary<string> = anyText, text = anyText): fc.Arbitrary<FeedEntry> {
  const required = {
    id: fc.uuid(),
    title: text,
    url: anyUrl,
    pageUrl: anyUrl,
    bodyHtml: body,
    language: fc.constantFrom('kk', 'kk-Latn', 'ru', 'en'),
    published: anyInstant,
    updated: anyInstant,
    categories: fc.array(text, { maxLength: 3 }),
    images: fc.array(
      fc.record(
        {
          url: anyUrl,
          alt: text,
          width: fc.integer(),
          height: fc.double(),
          type: text,
          length: fc.integer(),
        },
        { requiredKeys: ['url'] },
      ),
      { maxLength: 2 },
    ),
    university: fc.record(
      { slug: text, name: text, homepage: anyUrl, feedUrl: anyUrl },
      { requiredKeys: ['slug', 'name', 'homepage'] },
    ),
  } as const
  const optional = { summary: text, byline: text, rights: text }
  return fc.record({ ...required, ...optional }, { requiredKeys: objectKeys(required) })
}

export function anyHeader(feedUrl: string, text = anyText): fc.Arbitrary<FeedHeader> {
  return fc.record(
    {
      title: text,
      description: text,
      homeUrl: fc.constant('https://wire.example.kz/'),
      feedUrl: fc.constant(feedUrl),
      updated: anyInstant,
      language: fc.constantFrom('kk', 'kk-Latn', 'ru', 'en'),
      iconUrl: anyUrl,
      logoUrl: anyUrl,
      hubUrl: anyUrl,
      rights: text,
      stylesheetUrl: anyUrl,
      prevArchiveUrl: anyUrl,
      nextArchiveUrl: anyUrl,
      currentUrl: anyUrl,
      archive: fc.boolean(),
    },
    { requiredKeys: ['title', 'description', 'homeUrl', 'feedUrl', 'updated'] },
  )
}

/** What a reader must get back of a text: its legal characters, said independently of the renderer. */
export function legalCharacters(text: string): string {
  const legal = Array.from(text).filter((character) => {
    const code = character.codePointAt(0) ?? 0
    const control = (code < 0x20 && !'\t\n\r'.includes(character)) || (code >= 0x7f && code <= 0x9f)
    return !control && !(code >= 0xd800 && code <= 0xdfff) && (code < 0xfffd || code > 0xffff)
  })
  return legal.join('').replace(/\r\n?/g, '\n')
}

/** The same for a text of one line. */
export function legalLine(text: string): string {
  return legalCharacters(text)
    .split(/[\t\n ]+/)
    .filter(Boolean)
    .join(' ')
}

function objectKeys<T extends object>(value: T): (keyof T)[] {
  // Object.keys forgets the keys' types; the object is a literal just above.
  return Object.keys(value) as (keyof T)[]
}
