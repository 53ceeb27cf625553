import { describe, expect, it } from 'vitest'
import { retryMs } from './retry.ts'

const FAILURES = [1, 2, 3, 4, 5, 6, 60, 6_000]

describe('how long the indexer waits for an index that is away', () => {
  it('grows from a tenth of a second to two seconds', () => {
    expect(FAILURES.map((failures) => retryMs(failures, () => 0))).toEqual([
      100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000,
    ])
  })

  it('is up to a quarter less by chance', () => {
    expect(FAILURES.map((failures) => retryMs(failures, () => 1))).toEqual([
      75, 150, 300, 600, 1_200, 1_500, 1_500, 1_500,
    ])
  })
})
