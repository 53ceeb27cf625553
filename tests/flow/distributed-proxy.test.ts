import { once } from 'node:events'
import { createServer, request as rawRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServiceName } from '../../infra/dev/route-table.ts'
import { forEachService, SERVICES } from '../../infra/dev/route-table.ts'
import { startDevelopmentProxy } from '../../infra/dev/proxy.ts'
import { freePort } from '../harness/free-port.ts'
import { hasNginx, startNginx } from '../harness/nginx.ts'

if (!hasNginx) {
  const reason = 'no nginx here: apt-get install nginx-light libnginx-mod-http-js'
  process.stderr.write(`\n!! THE PROXY OF SERVERS IS NOT TESTED: ${reason}\n\n`)
}

/** Contract §1: who owns which method and path. */
const OWNERS: readonly (readonly [method: string, path: string, owner: ServiceName])[] = [
  ['PUT', '/v1/universities/kstu', 'intake'],
  ['GET', '/v1/universities', 'reader'],
  ['GET', '/v1/universities/kstu', 'reader'],
  ['HEAD', '/v1/universities/kstu', 'reader'],
  ['OPTIONS', '/v1/universities/kstu', 'reader'],
  ['POST', '/v1/universities/kstu/keys', 'intake'],
  ['GET', '/v1/universities/kstu/keys', 'intake'],
  ['DELETE', '/v1/universities/kstu/keys/abc', 'intake'],
  ['PUT', '/v1/universities/kstu/articles/news%2F1', 'intake'],
  ['GET', '/v1/universities/kstu/articles/news%2F1/history', 'intake'],
  ['DELETE', '/v1/universities/kstu/articles/1', 'intake'],
  ['POST', '/v1/universities/kstu/articles/1/withdraw', 'intake'],
  ['POST', '/v1/universities/kstu/imports', 'intake'],
  ['POST', '/v1/universities/kstu/pages?sourceId=1&publish=true', 'intake'],
  ['POST', '/v1/views', 'views'],
  ['GET', '/v1/views?article=1&article=2', 'views'],
  ['GET', '/v1/views/kstu%2F1.gif', 'views'],
  ['GET', '/views.js', 'views'],
  ['GET', '/v1/most-read?window=all', 'views'],
  ['GET', '/feeds/all.rss', 'syndicator'],
  ['GET', '/feeds/kstu/category/%D2%92%D1%8B%D0%BB%D1%8B%D0%BC%2F1.atom', 'syndicator'],
  ['OPTIONS', '/feeds/all.json', 'syndicator'],
  ['GET', '/feeds.opml', 'syndicator'],
  ['GET', '/sitemap.xml?part=1', 'syndicator'],
  ['GET', '/news-sitemap.xml', 'syndicator'],
  ['GET', '/v1/changes?after=0', 'syndicator'],
  ['POST', '/hub', 'syndicator'],
  ['GET', '/v1/feeds/readers?university=kstu', 'syndicator'],
  ['GET', '/', 'reader'],
  ['GET', '/v1/search?q=%D0%B1%D0%B8%D0%B4%D0%B0%D0%B9', 'reader'],
  ['GET', '/v1/articles/1', 'reader'],
  ['GET', '/ru/articles/kstu/news%2F1', 'reader'],
  ['GET', '/universities/kstu', 'reader'],
  ['GET', '/feedstuff', 'reader'],
  ['GET', '/v1/viewstuff', 'reader'],
  ['GET', '/openapi.json', 'reader'],
]

const PROXIES = [
  { name: 'nginx as on servers', start: startNginx, runs: hasNginx },
  { name: 'the proxy of development', start: startDevelopmentProxy, runs: true },
]

describe.each(PROXIES.filter(({ runs }) => runs))('$name', ({ start }) => {
  const opened = new AsyncDisposableStack()
  const unready = new Set<ServiceName>()
  let url = ''
  let services: Record<ServiceName, readonly string[]>

  beforeAll(async () => {
    const echoes = await Promise.all(SERVICES.map(echo))
    services = forEachService((_, place) => echoes.slice(place, place + 1))
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    opened.use(await start({ port, services }))
  })
  afterAll(() => opened.disposeAsync())

  /** Says what came to it, but for the health of a service. */
  async function echo(name: ServiceName): Promise<string> {
    const server = createServer((request, response) => {
      if (request.url === '/readyz') {
        response.writeHead(unready.has(name) ? 503 : 200).end('{"checks":[{"detail":"nats://inside"}]}')
        return
      }
      const { method, url: path, headers } = request
      response.writeHead(200, { 'X-Owner': name, 'X-Request': `${method} ${path}` })
      response.end(JSON.stringify({ forwarded: headers['x-forwarded-for'], host: headers.host }))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    opened.defer(() => {
      server.closeAllConnections()
      server.close()
    })
    // Of a server that listens at a port.
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it.each(OWNERS)('gives %s %s to %s, undecoded', async (method, path, owner) => {
    const response = await send(url, method, path)
    expect([response.status, response.headers['x-owner']]).toEqual([200, owner])
    expect(response.headers['x-request']).toBe(`${method} ${path}`)
  })

  it('appends the address that called to what the caller claims, and keeps the name it was called by', async () => {
    const { body } = await send(url, 'GET', '/', { 'X-Forwarded-For': '203.0.113.9' })
    const { forwarded, host } = JSON.parse(body) as { forwarded: string; host: string }
    expect([forwarded, host]).toEqual(['203.0.113.9, 127.0.0.1', new URL(url).host])
  })

  it.each(['/metrics', '/%6Detrics', '/metrics?x'])('does not publish %s', async (path) => {
    const { status, headers } = await send(url, 'GET', path)
    expect([status, headers['x-owner'], headers['content-type']]).toEqual([
      404,
      undefined,
      'application/problem+json',
    ])
  })

  it('answers for its own health', async () => {
    const { status, headers, body } = await send(url, 'GET', '/healthz')
    expect([status, headers['x-owner'], body]).toEqual([200, undefined, '{"status":"ok"}'])
  })

  it('is ready when all five are, and says which one is not, without its reasons', async () => {
    expect((await send(url, 'GET', '/readyz')).status).toBe(200)
    for (const name of SERVICES) {
      unready.add(name)
      const { status, body, headers } = await send(url, 'GET', '/readyz')
      unready.delete(name)
      const { checks } = JSON.parse(body) as { checks: { name: string; ready: boolean }[] }
      expect([status, checks.filter(({ ready }) => !ready)]).toEqual([503, [{ name, ready: false }]])
      expect(headers['retry-after']).toBeDefined()
      expect(body).not.toContain('inside')
    }
  })
})

describe.each(PROXIES.filter(({ runs }) => runs))('$name before services that are away', ({ start }) => {
  it('answers 503 with the time to try again', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`
    const port = await freePort()
    const away = forEachService(() => [nobody])
    await using _proxy = await start({ port, services: away })
    for (const path of ['/v1/search', '/feeds/all.rss', '/v1/views', '/v1/universities/kstu/imports']) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      expect(response.status, path).toBe(503)
      expect(Number(response.headers.get('Retry-After')), path).toBeGreaterThan(0)
      expect(await response.json(), path).toMatchObject({ status: 503, code: 'engine-unavailable' })
    }
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503)
  })
})

/** Without a client that tidies the path first. */
async function send(url: string, method: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(url)
  const call = rawRequest({ hostname, port, method, path, headers }).end()
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  const body = (await response.setEncoding('utf8').toArray()).join('')
  return { status: response.statusCode, headers: response.headers, body }
}
