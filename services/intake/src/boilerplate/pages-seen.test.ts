import type { Slug, SourceId } from '@uniwire/newsroom'
import { articleId, parseSlug, parseSourceId } from '@uniwire/newsroom'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPagesSeen, MOST_OF_A_SITE, MOST_OF_A_UNIVERSITY } from './pages-seen.ts'
import { openIntakeStore } from '../store/open-store.ts'
import type { PageSeen } from '../store/remembered.ts'
import { decodeTrace, encodeTrace } from './trace-code.ts'

const NURA = slug('nura')
const page = (
  sequence: number,
  site = 'nura.example',
  source = `${sequence}`,
  university = NURA,
): PageSeen => ({
  id: articleId(university, sourceId(source)),
  university,
  sequence,
  printedPage: encodeTrace({ site, language: 'kk', text: [sequence], around: [] }),
})
const seenOf = (pages: readonly PageSeen[], university = NURA) => {
  const seen = createPagesSeen()
  seen.restore(pages)
  return seen.of(university).map(({ text }) => text[0])
}

describe('the pages that are remembered', () => {
  it('are the newest of each site, the newest first, and so many of a university at most', () => {
    const one = Array.from({ length: 40 }, (_, at) => page(at + 1))
    expect(seenOf(one)).toEqual(Array.from({ length: MOST_OF_A_SITE }, (_, at) => 40 - at))
    const many = Array.from({ length: 2_000 }, (_, at) => page(at + 1, `site-${at % 500}.example`))
    expect(seenOf(many)).toEqual(Array.from({ length: MOST_OF_A_UNIVERSITY }, (_, at) => 2_000 - at))
  })

  it('are each university’s own, without the page of the article itself', () => {
    const other = slug('other')
    const seen = createPagesSeen()
    seen.restore([page(1), page(2), page(3, 'other.example', '3', other)])
    expect(seen.of(NURA, page(2).id)).toEqual([decodeTrace(page(1).printedPage)])
    expect(seen.of(other)).toHaveLength(1)
  })

  it('are the same in whatever order and however often they come', () => {
    const sequences = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 })
    fc.assert(
      fc.property(sequences, fc.func(fc.nat()), (given, key) => {
        // Each event is of one article, and there are fewer articles than are forgotten.
        const all = given.map((sequence) => page(sequence, 'nura.example', `${sequence % MOST_OF_A_SITE}`))
        const shuffled = [...all, ...all].toSorted((a, b) => key(a.sequence) - key(b.sequence))
        expect(seenOf(shuffled)).toEqual(seenOf(all.toSorted((a, b) => a.sequence - b.sequence)))
      }),
    )
  })
})

describe('the file of an intake', () => {
  it('holds the page that was seen last for an article, until it is forgotten', () => {
    using store = openIntakeStore(':memory:')
    const place = { generation: 'g', position: 2 }
    const [first, second] = [page(1, 'a', '1'), page(2, 'b', '1')]
    store.change(
      [
        { kind: 'page', page: first },
        { kind: 'page', page: second },
      ],
      place,
    )
    expect(store.pages()).toEqual([second])
    store.change(
      [
        { kind: 'no-page', id: second.id },
        { kind: 'page', page: page(3) },
      ],
      place,
    )
    expect(store.pages()).toEqual([page(3)])
    store.forget()
    expect(store.pages()).toEqual([])
  })
})

describe('a trace', () => {
  it('is stored in four bytes a line, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { maxLength: 256 }), (text) => {
        const trace = { site: 'nura.example', language: 'ru', text, around: text.toReversed() }
        expect(decodeTrace(encodeTrace(trace))).toEqual(trace)
        expect(encodeTrace(trace).text.length).toBeLessThanOrEqual(4 * Math.ceil((text.length * 4) / 3))
      }),
    )
  })
})

function slug(text: string): Slug {
  const parsed = parseSlug(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.slug
}

function sourceId(text: string): SourceId {
  const parsed = parseSourceId(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.sourceId
}
