import { describe, expect, it } from 'vitest'
import { AT, LATER, appended, command, request, settled, stored } from './decisions.fixture.ts'
import { publish } from './publish.ts'
import { release, restore, withdraw } from './withdraw.ts'

const UNTIL = '2026-11-22T10:30:00Z'
const visible = () => stored(appended(publish(undefined, command(), request('a'))), 7)
const embargoed = () =>
  stored(appended(publish(undefined, command({ embargoedUntil: UNTIL }), request('a'))), 7)

describe('a withdrawal', () => {
  const gone = () => stored(appended(withdraw(visible(), 'A mistake.', request('w', { at: LATER }))), 8)

  it('keeps version and guid, and carries its reason', () => {
    expect(gone().article).toMatchObject({
      version: 1,
      id: visible().article.id,
      status: 'withdrawn',
      withdrawal: { reason: 'A mistake.', at: LATER },
      versionAt: AT,
    })
  })

  it('repeated is settled and keeps the first reason', () => {
    expect(settled(withdraw(gone(), 'Another reason.', request('w2')))).toMatchObject({
      status: 'withdrawn',
      sequence: 8,
    })
  })

  it('of what was never posted is refused', () => {
    expect(withdraw(undefined, 'x', request('w'))).toEqual({ kind: 'refused', code: 'not-found' })
  })

  it('is undone by a restore, without a new version', () => {
    const back = appended(restore(gone(), request('r', { at: LATER })))
    expect(back).toMatchObject({
      version: 1,
      status: 'published',
      firstVisibleAt: AT,
      firstVisibleSequence: 7,
    })
    expect(back).not.toHaveProperty('withdrawal')
    expect(settled(restore(stored(back, 9), request('r2')))).toMatchObject({
      status: 'published',
      sequence: 9,
    })
  })

  it('under an embargo goes on being embargoed once restored', () => {
    const hidden = stored(appended(withdraw(embargoed(), 'x', request('w'))), 8)
    expect(hidden.article.firstVisibleAt).toBeUndefined()
    expect(appended(restore(hidden, request('r')))).toMatchObject({
      status: 'embargoed',
      firstVisibleAt: undefined,
    })
    expect(appended(restore(hidden, request('r', { at: LATER })))).toMatchObject({
      status: 'published',
      firstVisibleAt: LATER,
    })
  })
})

describe('a release', () => {
  it('comes at its time and not before', () => {
    expect(release(embargoed(), '2026-11-22T10:29:59.999Z')).toBeUndefined()
    expect(release(embargoed(), '2026-11-22T10:30:00.000Z')).toMatchObject({
      status: 'published',
      firstVisibleAt: UNTIL,
      version: 1,
    })
  })

  it('has nothing to do where no embargo is', () => {
    expect(release(visible(), LATER)).toBeUndefined()
    const gone = stored(appended(withdraw(embargoed(), 'x', request('w'))), 8)
    expect(release(gone, LATER)).toBeUndefined()
  })
})
