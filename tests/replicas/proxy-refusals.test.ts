import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { negotiateLanguage, problemText } from '../../packages/messages/src/index.ts'
import { array, assert, constantFrom, property, tuple } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemTextsModule } from '../../infra/proxy/problem-texts.ts'
import { hasNginx, startNginx } from '../harness/nginx.ts'
import { startEchoingReplicas } from './echoing-replicas.ts'
import type { EchoingReplicas } from './echoing-replicas.ts'

const proxyFile = (name: string) => new URL(`../../infra/proxy/${name}`, import.meta.url)

describe('what the proxy says itself', () => {
  it('is what packages/messages says: `node infra/proxy/problem-texts.ts` was run', async () => {
    expect(readFileSync(proxyFile('problem-texts.js'), 'utf8')).toBe(await problemTextsModule())
  })

  it('is in the language in which the services would answer', async () => {
    // A module for another engine of JavaScript, which has no types.
    const module = (await import(proxyFile('problems.js').href)) as {
      default: { languageOf(wish: string | undefined): string }
    }
    const languageOf = (wish: string | undefined) => module.default.languageOf(wish)
    expect([undefined, '*', ' * '].map(languageOf)).toEqual(['en', 'en', 'en'])
    const range = constantFrom('kk', 'ru', 'en', 'ru-KZ', 'KK-Latn', 'de', '*', '', 'x;y')
    const weight = constantFrom('', ';q=0', ';q=0.5', '; Q=0.501', ';q=1', ';q=2', ';a=b;q=0.1')
    const part = tuple(range, weight).map((pieces) => pieces.join(''))
    const header = array(part, { maxLength: 5 }).map((parts) => parts.join(', '))
    assert(
      property(
        header.filter((wish) => wish.trim() !== '*'),
        (wish) => {
          expect(languageOf(wish)).toBe(negotiateLanguage(wish))
        },
      ),
    )
  })
})

const HOST = 'Host: wire.example'
/** What it is, the lines of the request, the status and the code of the answer. */
const REFUSED: readonly (readonly [string, readonly string[], number, string])[] = [
  ['no host', ['GET / HTTP/1.1'], 400, 'malformed-request'],
  ['no request', ['GARBAGE'], 400, 'malformed-request'],
  ['another version', ['GET / HTTP/3.0', HOST], 400, 'malformed-request'],
  ['a broken escape', ['GET /a%zz HTTP/1.1', HOST], 400, 'malformed-request'],
  ['a zero byte', ['GET /a%00 HTTP/1.1', HOST], 400, 'malformed-request'],
  ['a way out of the root', ['GET /../../a HTTP/1.1', HOST], 400, 'malformed-request'],
  ['a length that is none', ['PUT /a HTTP/1.1', HOST, 'Content-Length: x'], 400, 'malformed-request'],
  ['an unknown coding', ['PUT /a HTTP/1.1', HOST, 'Transfer-Encoding: gzip'], 400, 'malformed-request'],
  ['a long body', ['PUT /a HTTP/1.1', HOST, 'Content-Length: 2097153'], 413, 'body-too-large'],
  ['a long address', [`GET /?${'a'.repeat(40_000)} HTTP/1.1`, HOST], 414, 'uri-too-long'],
  ['a long header', ['GET / HTTP/1.1', HOST, `Cookie: ${'a'.repeat(40_000)}`], 431, 'headers-too-large'],
]

describe.runIf(hasNginx)('what nginx refuses', () => {
  let place: EchoingReplicas
  beforeAll(async () => {
    place = await startEchoingReplicas(startNginx)
  })
  afterAll(() => place[Symbol.asyncDispose]())

  /** As it is, without a client that tidies it first. */
  async function say(...lines: readonly string[]) {
    const socket = connect(Number(new URL(place.url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.setEncoding('utf8').write([...lines, 'Connection: close', '', ''].join('\r\n'))
    let said = ''
    socket.on('data', (text: string) => (said += text))
    await once(socket, 'close')
    const [head = '', body = ''] = said.split('\r\n\r\n', 2)
    const [first = '', ...fields] = head.split('\r\n')
    const headers = Object.fromEntries(
      fields.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ]),
    )
    return { status: Number(first.split(' ')[1]), headers, body }
  }

  it.each(REFUSED)('is a problem with its code: %s', async (_, request, status, code) => {
    const answer = await say(...request)
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json'])
    expect(JSON.parse(answer.body)).toMatchObject({ type: `urn:uniwire:problem:${code}`, code, status })
    expect(answer.headers['server']).toBe('nginx')
  })

  it.each(['kk', 'ru', 'en'] as const)('is in %s for whoever asks for it', async (language) => {
    const wish = `Accept-Language: de, ${language};q=0.9, *;q=0.1`
    const { headers, body } = await say('GET /metrics HTTP/1.1', HOST, wish)
    expect(JSON.parse(body)).toMatchObject(problemText(language, { code: 'not-found' }))
    expect([headers['content-language'], headers['vary']]).toEqual([language, 'Accept-Language'])
    const refused = await say('GET / HTTP/1.1', wish)
    expect(JSON.parse(refused.body)).toMatchObject(problemText(language, { code: 'malformed-request' }))
  })

  it('takes more than 2 MB for an import alone', async () => {
    const body = 'x'.repeat(3_000_000)
    const taken = await fetch(`${place.url}/v1/universities/u/imports`, { method: 'POST', body })
    expect([taken.status, await taken.text()]).toEqual([200, '3000000'])
  })

  it('passes TRACE on, so that the service names what the path allows', async () => {
    expect((await say('TRACE /v1/search HTTP/1.1', HOST)).headers['x-replica']).toBeDefined()
  })

  it.each([
    '/metrics',
    '/./metrics',
    '//metrics',
    '/a/../metrics',
    '/%6Detrics',
    '/metrics?x=1',
    '/%2Fmetrics',
  ])('hides the metrics of the services, written as %s', async (path) => {
    const { status, headers } = await say(`GET ${path} HTTP/1.1`, HOST)
    expect([status, headers['x-replica']]).toEqual([404, undefined])
  })

  it.each(['/healthz', '/%68ealthz', '//healthz', '/readyz', '/a/../readyz'])(
    'answers %s itself',
    async (path) => {
      const { status, headers } = await say(`GET ${path} HTTP/1.1`, HOST)
      expect([status, headers['x-replica']]).toEqual([200, undefined])
    },
  )

  it.each(['/.readyz/intake', '/.readyz/../.readyz/views', '/.refusals/internal'])(
    'does not show %s',
    async (path) => {
      expect((await say(`GET ${path} HTTP/1.1`, HOST)).status).toBe(404)
    },
  )
})
