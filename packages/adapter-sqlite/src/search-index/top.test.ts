import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstInOrder, nthLargest } from './top.ts'

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

describe('nthLargest', () => {
  it('gives what stands there in a whole sort', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (values, nth) => {
        fc.pre(values.length > 0)
        const count = (nth % values.length) + 1
        expect(nthLargest(Float64Array.from(values), count)).toBe(values.toSorted((a, b) => b - a)[count - 1])
      }),
    )
  })
})
