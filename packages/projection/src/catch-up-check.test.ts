import { LogUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { catchUpCheck } from './catch-up-check.ts'

function checked(start: { readonly at: number; readonly end: number }, complete?: () => boolean) {
  const state = { ...start, ms: 0, away: false }
  const subject = catchUpCheck({
    name: 'search',
    position: () => Promise.resolve(state.at),
    end: () => (state.away ? Promise.reject(new LogUnavailableError('away')) : Promise.resolve(state.end)),
    ...(complete === undefined ? {} : { complete }),
    monotonicMs: () => state.ms,
  })
  return { state, check: () => subject.check(), ready: async () => (await subject.check()).ready }
}

describe('readiness of a projection', () => {
  it('begins when it holds what was in the log at the first question', async () => {
    const { state, check } = checked({ at: 0, end: 10 })
    expect(await check()).toEqual({ ready: false, detail: 'at 0 of 10' })
    state.at = 10
    expect(await check()).toEqual({ ready: true })
  })

  it('does not wait for an end that others keep moving', async () => {
    const { state, ready } = checked({ at: 0, end: 10 })
    expect(await ready()).toBe(false)
    Object.assign(state, { at: 15, end: 20 })
    expect(await ready()).toBe(true)
  })

  it('may be told by the projection itself', async () => {
    let complete = false
    const { ready } = checked({ at: 10, end: 10 }, () => complete)
    expect(await ready()).toBe(false)
    complete = true
    expect(await ready()).toBe(true)
  })

  it('ends after five seconds behind without a step, and begins again with the next one', async () => {
    const { state, ready } = checked({ at: 10, end: 10 })
    await ready()
    state.end = 12
    expect(await ready()).toBe(true)
    state.ms = 4_999
    expect(await ready()).toBe(true)
    state.ms = 5_000
    expect(await ready()).toBe(false)
    state.at = 11
    expect(await ready()).toBe(true)
    state.ms = 9_999
    expect(await ready()).toBe(true)
    state.ms = 10_000
    expect(await ready()).toBe(false)
    state.at = 12
    expect(await ready()).toBe(true)
  })

  it('counts the five seconds anew after it had caught up', async () => {
    const { state, ready } = checked({ at: 1, end: 1 })
    await ready()
    state.end = 2
    await ready()
    state.at = 2
    await ready()
    Object.assign(state, { end: 3, ms: 60_000 })
    expect(await ready()).toBe(true)
  })

  it('outlives a log that is away, but does not begin without one', async () => {
    const early = checked({ at: 0, end: 0 })
    early.state.away = true
    expect(await early.ready()).toBe(false)
    const late = checked({ at: 3, end: 3 })
    await late.ready()
    late.state.away = true
    expect(await late.check()).toEqual({ ready: true, detail: 'the log does not answer, at 3' })
  })
})
