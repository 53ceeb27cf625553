import type { TotalsPayload } from '@uniwire/events'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldTotals } from './logged-totals.ts'
import { supersedes } from './totals-publisher.ts'

const payload = (day: string, live: number, total: number, revision: number): TotalsPayload => ({
  article: 'a',
  day,
  live,
  totals: { article: 'a', live: total, unique: total, rejected: { robot: revision }, revision },
})

describe('the totals in the log', () => {
  it('give the whole article from its newest revision, and each day from its own record', () => {
    const records = [
      payload('2026-11-22', 5, 9, 12),
      payload('2026-11-20', 1, 1, 1),
      payload('2026-11-21', 3, 4, 6),
    ]
    expect(foldTotals(records)).toEqual({
      totals: payload('', 0, 9, 12).totals,
      days: { '2026-11-20': 1, '2026-11-21': 3, '2026-11-22': 5 },
    })
    expect(foldTotals([])).toBeUndefined()
  })

  it('are the same in whatever order they are read', () => {
    const records = fc
      .uniqueArray(fc.nat(50), { minLength: 1 })
      .map((revisions) =>
        revisions.map((revision) => payload(`2026-11-${10 + (revision % 9)}`, revision, revision, revision)),
      )
    fc.assert(
      fc.property(records, fc.func(fc.nat()), (list, rank) => {
        const shuffled = list.toSorted((a, b) => rank(a) - rank(b))
        expect(foldTotals(shuffled)).toEqual(foldTotals(list))
      }),
    )
  })
})

describe('a value for the log', () => {
  const last = payload('2026-11-22', 5, 9, 12)

  it('follows a lower revision, or nothing', () => {
    expect(supersedes(payload('2026-11-22', 6, 10, 13), last)).toBe(true)
    expect(supersedes(last, undefined)).toBe(true)
  })

  it('never follows its own revision or a newer one', () => {
    expect(supersedes(last, last)).toBe(false)
    expect(supersedes(payload('2026-11-22', 4, 8, 11), last)).toBe(false)
  })

  it('never sets a count back, however new it says it is', () => {
    expect(supersedes(payload('2026-11-22', 4, 9, 13), last)).toBe(false)
    expect(supersedes(payload('2026-11-22', 5, 8, 13), last)).toBe(false)
  })
})
