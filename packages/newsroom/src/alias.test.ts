import { describe, expect, it } from 'vitest'
import { addAlias } from './alias.ts'
import { AT, LATER, appended, command, request, settled, stored } from './decisions.fixture.ts'
import { publish } from './publish.ts'
import { parseSourceId } from './source-id.ts'

const parsed = parseSourceId('new-1')
if (!parsed.ok) throw new Error('the test has a bad sourceId')
const ALIAS = parsed.sourceId
const first = () => stored(appended(publish(undefined, command(), request('a', { idempotencyKey: 'p' }))), 7)
const named = (key: string, body = 'alias') =>
  addAlias(first(), ALIAS, request(body, { idempotencyKey: key, at: LATER }))

describe('an alias', () => {
  it('changes nothing of its article but that it has it, and stays through later versions', () => {
    const article = appended(named('k'))
    expect(article).toMatchObject({
      ...first().article,
      firstVisibleSequence: 7,
      aliases: [ALIAS],
      requests: [{ key: 'p' }, { key: 'k' }],
    })
    const revised = publish(stored(article, 8), command({ title: 'B' }), request('b', { at: LATER }))
    expect(appended(revised).aliases).toEqual([ALIAS])
  })

  it('is known again by its Idempotency-Key, which no other request may carry', () => {
    const known = stored(appended(named('k')), 8)
    const again = (key: string, body: string) =>
      addAlias(known, ALIAS, request(body, { idempotencyKey: key, at: AT }))
    expect(settled(again('k', 'alias'))).toMatchObject({ version: 1, status: 'published' })
    const reused = { kind: 'refused', code: 'idempotency-key-reused' }
    expect(again('k', 'another alias')).toEqual(reused)
    expect(again('p', 'alias')).toEqual(reused)
    const put = publish(known, command({ title: 'B' }), request('b', { idempotencyKey: 'k', at: LATER }))
    expect(put).toEqual(reused)
  })
})
