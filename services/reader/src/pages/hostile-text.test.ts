import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change } from './every-page.fixture.ts'
import { everyPage } from './every-page.fixture.ts'
import { parsePage, skeleton } from './parsed-page.fixture.ts'

/** Not text of a stranger: decided by our own code, sanitised before, or checked by `webAddress`. */
const ours = new Set([
  'bodyHtml',
  'titleHtml',
  'snippet',
  'homepage',
  'logo',
  'url',
  'language',
  'origin',
  'precision',
  'timeZone',
  'missing',
  'failure',
  'status',
  'window',
  'day',
])

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" onfocus="alert(1)" autofocus="',
  '</title><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '--><svg onload=alert(1)>',
  '<!--<script>',
  '&lt;script&gt; &#x22; &quot; &amp;amp;',
  '${alert(1)}{{alert(1)}}',
  '\u2028\u2029\u0000\ufeff\u202e',
]

describe.each(everyPage)('hostile text on the page: %s', (_name, render) => {
  const harmless = skeletonWith('x'.repeat(120))

  it.each(attacks)('%j changes no element and no attribute', (attack) => {
    expect(skeletonWith(attack.padEnd(120, 'x'))).toEqual(harmless)
  })

  it('nor does any other text', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(skeletonWith(`${text}${'x'.repeat(120)}`)).toEqual(harmless)
      }),
      { numRuns: 30 },
    )
  })

  function skeletonWith(text: string): readonly string[] {
    const spoil: Change = (view) => spoilt(view, text)
    return skeleton(parsePage(render(spoil)))
  }
})

/** The same view with `text` behind every text that others may write. */
function spoilt<View>(view: View, text: string, key = ''): View {
  // Only the contents of strings change, never the shape, so the type stays what it was.
  return spoiltValue(view, text, key) as View
}

function spoiltValue(value: unknown, text: string, key: string): unknown {
  if (typeof value === 'string') return ours.has(key) || isTime(key, value) ? value : value + text
  if (Array.isArray(value)) return value.map((item: unknown) => spoiltValue(item, text, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, spoiltValue(inner, text, name)]),
  )
}

/** The value of a facet is a stranger's text, the value of a time is not. */
function isTime(key: string, value: string): boolean {
  return key === 'value' && /^\d{4}-/.test(value)
}
