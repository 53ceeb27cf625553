import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstInOrder } from './top.ts'

const numbers = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 })

describe('firstInOrder', () => {
  it('gives what a whole sort would begin with', () => {
    fc.assert(
      fc.property(numbers, fc.nat(220), (rows, count) => {
        const descending = (a: number, b: number) => b - a
        expect(firstInOrder(rows, count, descending)).toEqual(rows.toSorted(descending).slice(0, count))
      }),
    )
  })
})
