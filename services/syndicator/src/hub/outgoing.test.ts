import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { createOutgoing, isPublic } from './outgoing.ts'
import { startSubscriber } from './subscriber.fixture.ts'

/** A name server whose answers change from question to question. */
function resolver(...answers: readonly (readonly LookupAddress[])[]) {
  let asked = 0
  // Only the form with options is used, which the overloads of `lookup` cannot say.
  return ((_name: string, _options: object, done: (error: null, found: readonly LookupAddress[]) => void) => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    done(null, answer)
  }) as unknown as NonNullable<Parameters<typeof createOutgoing>[0]['resolve']>
}
const v4 = (address: string): LookupAddress => ({ address, family: 4 })
const signal = () => AbortSignal.timeout(30_000)

describe('an outgoing call', () => {
  it.each([
    ['8.8.8.8', true],
    ['2a00:1450:4001:800::200e', true],
    ['127.0.0.1', false],
    ['10.0.0.1', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['192.0.2.1', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['::127.0.0.1', false],
    ['::7f00:1', false],
    ['4000::1', false],
    ['nonsense', false],
  ])('may go to %s: %s', (address, may) => {
    expect(isPublic(address)).toBe(may)
  })

  it('goes to the address that was checked: a name that turns private meanwhile is refused', async () => {
    await using subscriber = await startSubscriber()
    const { port } = new URL(subscriber.url)
    const resolve = resolver([v4('93.184.215.14')], [v4('127.0.0.1')])
    await using outgoing = createOutgoing({ allowPrivate: false, resolve })
    const url = `http://rebinding.example:${port}/`
    await outgoing.check(url)
    await expect(outgoing.send({ method: 'GET', url, signal: signal() })).rejects.toMatchObject({
      code: 'private-address',
    })
    expect(subscriber.asked).toEqual([])
  })

  it('is refused when one of several addresses is private, and when there is none', async () => {
    await using outgoing = createOutgoing({
      allowPrivate: false,
      resolve: resolver([v4('93.184.215.14'), v4('192.168.0.1')], []),
    })
    const url = 'http://two.example/'
    for (let n = 0; n < 2; n += 1) {
      await expect(outgoing.check(url)).rejects.toMatchObject({ code: 'private-address' })
    }
  })

  it('reaches this machine where that is allowed, and reads no more of an answer than it needs', async () => {
    await using subscriber = await startSubscriber()
    subscriber.confirm = () => 'x'.repeat(1_000_000)
    await using outgoing = createOutgoing({ allowPrivate: true, resolve: resolver([v4('127.0.0.1')]) })
    const { port } = new URL(subscriber.url)
    const url = `http://name.example:${port}/`
    const { status, body } = await outgoing.send({ method: 'GET', url, signal: signal() })
    expect(status).toBe(200)
    expect(body).toHaveLength(4_096)
  })
})
