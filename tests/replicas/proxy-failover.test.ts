import { describe, expect, it } from 'vitest'
import { startDevelopmentProxy } from '../../infra/dev/proxy.ts'
import { hasNginx, startNginx } from '../harness/nginx.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { startEchoingReplicas } from './echoing-replicas.ts'
import type { EchoingReplicas } from './echoing-replicas.ts'

const PROXIES = [
  { name: 'nginx as on servers', start: startNginx, runs: hasNginx },
  { name: 'the proxy of development', start: startDevelopmentProxy, runs: true },
]
const FEEDS = Array.from({ length: 40 }, (_, n) => `/feeds/u${n}/category/%D2%92%2F${n}.atom`)
const PATIENCE_MS = 60_000

describe.each(PROXIES.filter(({ runs }) => runs))('$name before two replicas of everything', ({ start }) => {
  const ownerOf = async (place: EchoingReplicas, path: string) => {
    const response = await fetch(place.url + path)
    expect(response.status, path).toBe(200)
    return response.headers.get('X-Replica')
  }
  const totalReceived = (place: EchoingReplicas) =>
    Object.values(place.replicas)
      .flat()
      .reduce((sum, { received }) => sum + received.length, 0)

  it('sends one feed always to one replica, and uses both', async () => {
    await using place = await startEchoingReplicas(start)
    const first = await Promise.all(FEEDS.map((path) => ownerOf(place, path)))
    expect(new Set(first).size).toBe(2)
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all(FEEDS.map((path) => ownerOf(place, `${path}?round=${round}`)))).toEqual(first)
    }
  })

  it('sends the feeds of a replica that is away to the other, and leaves the others where they are', async () => {
    await using place = await startEchoingReplicas(start)
    const before = await Promise.all(FEEDS.map((path) => ownerOf(place, path)))
    const [gone, other] = place.replicas.syndicator
    await gone?.close()
    const during = await Promise.all(FEEDS.map((path) => ownerOf(place, path)))
    expect(during).toEqual(FEEDS.map(() => other?.url))
    expect(before.filter((owner) => owner === other?.url).length).toBeGreaterThan(0)
  })

  it.each(['/', '/v1/search?q=a', '/feeds/all.rss', '/v1/views?article=1', '/v1/universities/u/articles/1'])(
    'asks the other replica for %s when one took the question and never answered',
    async (path) => {
      await using place = await startEchoingReplicas(start)
      for (const [one] of Object.values(place.replicas)) if (one !== undefined) one.behaviour = 'cuts'
      for (let round = 0; round < 4; round += 1) {
        expect((await fetch(place.url + path)).status).toBe(200)
      }
    },
  )

  it.each([
    ['PUT', '/v1/universities/u/articles/1'],
    ['DELETE', '/v1/universities/u/keys/1'],
    ['POST', '/v1/universities/u/articles'],
    ['POST', '/v1/universities/u/imports'],
    ['POST', '/v1/views'],
    ['PATCH', '/v1/universities/u'],
  ])('never sends a second time what a replica may have taken: %s %s', async (method, path) => {
    await using place = await startEchoingReplicas(start)
    for (const echo of Object.values(place.replicas).flat()) echo.behaviour = 'cuts'
    const body = method === 'DELETE' ? undefined : '{"title":"x"}'
    const response = await fetch(place.url + path, { method, ...(body !== undefined && { body }) })
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '2'])
    expect(await response.json()).toMatchObject({ code: 'engine-unavailable' })
    expect(totalReceived(place)).toBe(1)
  })

  it.each([
    ['PUT', '/v1/universities/u/articles/1'],
    ['DELETE', '/v1/universities/u/keys/1'],
    ['POST', '/v1/universities/u/articles'],
    ['POST', '/v1/views'],
  ])('gives %s %s whole to the other replica when one cannot have taken it', async (method, path) => {
    await using place = await startEchoingReplicas(start)
    for (const [one] of Object.values(place.replicas)) await one?.close()
    for (const length of [10, 300_000, 900_000]) {
      const body = method === 'DELETE' ? undefined : 'x'.repeat(length)
      const response = await fetch(place.url + path, { method, ...(body !== undefined && { body }) })
      expect([response.status, await response.text()]).toEqual([200, String(body?.length ?? 0)])
    }
    expect(totalReceived(place)).toBe(3)
  })
})

describe.runIf(hasNginx)('the proxy of servers', () => {
  it('leaves a replica out that is not ready, while another one is, and takes it back', async () => {
    await using place = await startEchoingReplicas(startNginx)
    const [one, two] = place.replicas.reader
    if (one === undefined || two === undefined) throw new Error('two were started')
    const askedOf = async () => {
      const owners = await Promise.all(Array.from({ length: 8 }, () => ownerOverNewConnection(place.url)))
      return sorted(owners)
    }
    const both = sorted([one.url, two.url])
    expect(await askedOf()).toBe(both)
    one.ready = false
    await waitUntil('one alone', async () => (await askedOf()) === two.url, PATIENCE_MS)
    two.ready = false
    await waitUntil('both, for want of a better one', async () => (await askedOf()) === both, PATIENCE_MS)
    two.ready = true
    await waitUntil('the other alone', async () => (await askedOf()) === two.url, PATIENCE_MS)
    one.ready = true
    await waitUntil('both again', async () => (await askedOf()) === both, PATIENCE_MS)
  }, 120_000)
})

/**
 * nginx that takes a new list closes the connections that rest, and a request on its way over one of them is lost
 * without an answer: a browser sends it again (RFC 9112 §9.3.1), fetch of Node does not.
 */
async function ownerOverNewConnection(url: string): Promise<string | null> {
  const response = await fetch(url, { headers: { Connection: 'close' } })
  return response.headers.get('X-Replica')
}

function sorted(owners: readonly (string | null)[]): string {
  return [...new Set(owners)]
    .map(String)
    .toSorted((a, b) => a.localeCompare(b))
    .join()
}
