import { createPositionGate } from '@uniwire/projection'
import type { Checkpoint } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { bothPositions, indexCheck, indexPosition } from './index-position.ts'

function place(checkpoint: Checkpoint | undefined) {
  const state = { checkpoint, asked: 0, ms: 0, generation: 'log-1' }
  const index = {
    checkpoint: () => {
      state.asked += 1
      return Promise.resolve(state.checkpoint)
    },
  }
  const position = indexPosition({ index, generation: () => state.generation, monotonicMs: () => state.ms })
  return { state, index, position }
}
const at = (position: number, generation = 'log-1'): Checkpoint => ({ generation, position, analyser: '1' })

describe('the position of the index', () => {
  it('is that of its checkpoint, and 0 without one or in another log', async () => {
    expect(await place(at(7)).position.current()).toBe(7)
    expect(await place(undefined).position.current()).toBe(0)
    expect(await place(at(7, 'log-2')).position.current()).toBe(0)
  })

  it('is 0 from the moment the log is another one', async () => {
    const { state, position } = place(at(7))
    state.generation = 'log-2'
    expect(await position.current()).toBe(0)
  })

  it('is asked of the engine ten times a second at most', async () => {
    const { state, position } = place(at(7))
    await position.current()
    state.checkpoint = at(8)
    state.ms = 99
    expect([await position.current(), state.asked]).toEqual([7, 1])
    state.ms = 100
    expect([await position.current(), state.asked]).toEqual([8, 2])
  })

  it('is never said to be less than what somebody has waited for', async () => {
    const { state, position } = place(at(7))
    await position.current()
    state.checkpoint = at(8)
    expect(await position.reached(8, 1_000)).toBe(true)
    expect(await position.current()).toBe(8)
  })

  it('is not reached once the time is over', async () => {
    const { position } = place(at(7))
    expect(await position.reached(8, 0)).toBe(false)
  })
})

describe('a reader over an index', () => {
  it('is ready unless the index is of another log', async () => {
    const { state, index } = place(at(7))
    const check = indexCheck({ index, generation: () => state.generation })
    expect(await check.check()).toEqual({ ready: true })
    state.generation = 'log-2'
    expect(await check.check()).toEqual({ ready: false, detail: 'the index belongs to another log' })
    state.checkpoint = at(1, 'log-2')
    expect(await check.check()).toEqual({ ready: true })
  })

  it('is ready before there is an index, and while its engine is away', async () => {
    const generation = () => 'log-1'
    const { index } = place(undefined)
    expect(await indexCheck({ index, generation }).check()).toEqual({ ready: true })
    const away = { checkpoint: () => Promise.reject(new Error('away')) }
    expect(await indexCheck({ index: away, generation }).check()).toEqual({ ready: true })
  })
})

describe('the position of two projections', () => {
  it('is what both contain', async () => {
    const [one, other] = [createPositionGate(3), createPositionGate(5)]
    const both = bothPositions(one, other)
    expect(await both.current()).toBe(3)
    expect(await both.reached(4, 1)).toBe(false)
    const waiting = both.reached(5, 60_000)
    one.advance(6)
    expect(await waiting).toBe(true)
    expect(await both.current()).toBe(5)
  })
})
