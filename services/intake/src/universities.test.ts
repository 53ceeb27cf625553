import { describe, expect, it } from 'vitest'
import { OPERATOR_KEY, PROFILE, startIntake } from './intake.fixture.ts'

describe('closing a university', () => {
  it('is said by its profile, names a registered successor, and is undone by leaving it out', async () => {
    await using intake = await startIntake()
    await intake.register('nura')
    await intake.register('esil')
    const put = async (closed?: object) => {
      const response = await intake.call('PUT', '/nura', OPERATOR_KEY, { ...PROFILE, closed })
      // What is in it is looked at below.
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    }
    const before = (await put()).body
    expect(await put({ successor: 'esil' })).toMatchObject({
      status: 200,
      body: { closed: { at: expect.any(String), successor: 'esil' } },
    })
    expect((await put()).body).toEqual(before)
    for (const [successor, code] of [
      ['nobody', 'not-a-successor'],
      ['nura', 'not-a-successor'],
      ['No slug', 'bad-slug'],
      ['all', 'reserved-slug'],
    ]) {
      const refused = await put({ successor })
      expect(refused.status, successor).toBe(422)
      expect(refused.body['errors'], successor).toMatchObject([{ pointer: '/closed/successor', code }])
    }
    expect((await put({ at: '2026-01-01T00:00:00Z' })).status).toBe(422)
  })
})
