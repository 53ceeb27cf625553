import * as fc from 'fast-check'
import { parseFragment, serialize } from 'parse5'
import { describe, expect, it } from 'vitest'
import { HOSTILE } from './hostile-html.fixture.ts'
import { violations } from './html-oracle.fixture.ts'
import { sanitise } from './sanitise.ts'

const BASE = 'https://nura.example/news/1'
const clean = (html: string) => sanitise(html, BASE).html ?? ''

/** HTML as a parser of the standard reads and writes it; equal for text that it reads as it stands. */
const asRead = (html: string) => serialize(parseFragment(html))
/** Our spelling of void elements, and the `tbody` that a parser adds, aside. */
const bare = (html: string) =>
  html
    .replaceAll(' />', '>')
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll(/<\/?tbody>/g, '')

describe('hostile HTML', () => {
  it.each(HOSTILE)('with %s leaves nothing but what may stay, and its text', (_trick, html) => {
    const cleaned = clean(html)
    expect(violations(cleaned)).toEqual([])
    expect(cleaned).toContain('ok')
    expect(cleaned).not.toMatch(/evil|\u202e|\u2066|\ufffe|(?!\n)\p{Cc}/u)
  })

  it.each(HOSTILE)('with %s is the same after a second pass', (_trick, html) => {
    expect(clean(clean(html))).toBe(clean(html))
  })

  it('is one thing to every parser: a standard one moves no element and adds none', () => {
    for (const [trick, html] of HOSTILE) expect(bare(asRead(clean(html))), trick).toBe(bare(clean(html)))
  })

  it('stays harmless whatever normalises it later', () => {
    for (const [trick, html] of HOSTILE) {
      const cleaned = clean(html)
      expect(cleaned.normalize('NFC'), trick).toBe(cleaned)
      expect(cleaned.isWellFormed(), trick).toBe(true)
    }
  })
})

const NAMES =
  `p div b i a h1 h2 h3 ul ol li dl dt dd table tbody tr td th caption blockquote figure figcaption pre
  span br hr img script style svg math template title textarea noscript iframe form select x:y code time abbr`.split(
    /\s+/,
  )
const name = fc.constantFrom(...NAMES)
const word = fc.constantFrom('ok', ' ', '\n', 'a ', '&#824;', '&#837;', '\u0338', 'e\u0301', '&amp;', '&lt;', '<', '>', '"', '\u00a0', 'ұ', '&#x202e;', '\0') // prettier-ignore
const attribute = fc.constantFrom('', ' href=/x', ' href="javascript:1"', ' src=i.png', ' alt=""', ' alt="a&quot;b"', ' lang=kk', ' colspan=2', ' onclick=1', ' href="mailto:a@b.example"', ' title=t', " src='", ' /') // prettier-ignore
const piece = fc.oneof(
  fc.tuple(name, attribute, attribute).map(([tag, one, two]) => `<${tag}${one}${two}>`),
  name.map((tag) => `</${tag}>`),
  word,
  fc.constantFrom('<!--', '-->', '<![CDATA[', ']]>', '<?', '</', '<b', '='),
  fc.string({ maxLength: 4, unit: 'binary' }),
)
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

describe('any tag soup', () => {
  it('leaves nothing but what may stay', () => {
    fc.assert(
      fc.property(soup, (html) => {
        expect(violations(clean(html))).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('is the same after a second pass, and in NFC', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const cleaned = clean(html)
        expect(clean(cleaned)).toBe(cleaned)
        expect(cleaned.normalize('NFC')).toBe(cleaned)
      }),
      { numRuns: 2_000 },
    )
  })

  it('becomes a tree that a standard parser reads as it stands', () => {
    fc.assert(
      fc.property(soup, (html) => {
        expect(bare(asRead(clean(html)))).toBe(bare(clean(html)))
      }),
      { numRuns: 2_000 },
    )
  })
})
