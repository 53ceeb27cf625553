import { describe, expect, it } from 'vitest'
import { createPositionGate } from './position-gate.ts'

describe('a position gate', () => {
  it('never goes back', () => {
    const gate = createPositionGate(5)
    gate.advance(3)
    expect(gate.now()).toBe(5)
    gate.advance(7)
    gate.advance(6)
    expect(gate.now()).toBe(7)
  })

  it('lets everyone through whose position is reached, and nobody else', async () => {
    const gate = createPositionGate(0)
    const passed: number[] = []
    const waiting = [1, 2, 3].map(async (wanted) => {
      if (await gate.reached(wanted, 60_000)) passed.push(wanted)
    })
    gate.advance(2)
    await Promise.all(waiting.slice(0, 2))
    expect(passed.toSorted((a, b) => a - b)).toEqual([1, 2])
    gate.advance(3)
    await Promise.all(waiting)
    expect(passed.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  })

  it('answers at once for what it contains, and `false` when the time is over', async () => {
    const gate = createPositionGate(4)
    expect(await gate.reached(4, 0)).toBe(true)
    expect(await gate.reached(5, 1)).toBe(false)
    expect(await gate.current()).toBe(4)
  })
})
