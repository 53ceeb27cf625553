import { describe, expect, it } from 'vitest'
import { problemOf, testOrigin } from './origin.fixture.ts'
import { ProblemError } from './problem.ts'
import { awaitMinPosition, entityTag, publicCors } from './public-read.ts'
import { serviceApp } from './service-app.ts'

function place(at = 5) {
  const waited: number[] = []
  const position = {
    current: () => Promise.resolve(at),
    reached: (wanted: number, timeoutMs: number) => {
      waited.push(timeoutMs)
      return Promise.resolve(wanted <= at)
    },
  }
  const app = serviceApp()
  app.use('/read', publicCors, awaitMinPosition(position), entityTag)
  app.get('/read', (context) => {
    context.header('Uniwire-Position', String(at))
    return context.text('what is read')
  })
  app.use('/gone', publicCors)
  app.get('/gone', () => {
    throw new ProblemError({ code: 'gone' })
  })
  const { origin } = testOrigin([app])
  const read = (headers: Record<string, string> = {}) => origin.request('/read', { headers })
  return { origin, read, waited }
}

describe('Uniwire-Min-Position', () => {
  it('is answered as soon as the position is reached', async () => {
    const { read, waited } = place()
    expect((await read({ 'Uniwire-Min-Position': '5' })).status).toBe(200)
    expect(waited).toEqual([2_000])
  })

  it('is 503 with Retry-After when it is not reached within two seconds', async () => {
    const answer = await place().read({ 'Uniwire-Min-Position': '6' })
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1'])
    expect((await problemOf(answer)).code).toBe('not-ready')
  })

  it.each(['', '-1', '1.5', 'x', '0x5', '9'.repeat(16)])('is 400 when it is %j', async (text) => {
    const answer = await place().read({ 'Uniwire-Min-Position': text })
    expect(await problemOf(answer)).toMatchObject({ status: 400, code: 'bad-parameter' })
  })

  it('asks nobody to wait who did not ask', async () => {
    const { read, waited } = place()
    expect((await read()).status).toBe(200)
    expect(waited).toEqual([])
  })
})

describe('what anyone may read', () => {
  it('may be read from any origin, with the headers that a program needs, refusals included', async () => {
    const { origin, read } = place()
    for (const answer of [await read(), await origin.request('/gone')]) {
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect(answer.headers.get('Access-Control-Expose-Headers')).toMatch(/ETag.*Link.*Uniwire-Position/)
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    }
  })

  it('answers a preflight for the headers that it reads', async () => {
    const headers = {
      Origin: 'https://aggregator.example',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'uniwire-min-position,if-none-match',
    }
    const answer = await place().origin.request('/read', { method: 'OPTIONS', headers })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('GET')
    expect(answer.headers.get('Access-Control-Allow-Headers')).toMatch(/If-None-Match.*Uniwire-Min-Position/)
    expect(answer.headers.get('Access-Control-Max-Age')).toBe('86400')
  })

  it('answers 304 to whoever has the bytes, with position and CORS all the same', async () => {
    const { read } = place()
    const first = await read()
    const tag = first.headers.get('ETag') ?? ''
    expect(tag).toMatch(/^"[^"]+"$/)
    const again = await read({ 'If-None-Match': tag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('Uniwire-Position')).toBe('5')
    expect(again.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(again.headers.get('ETag')).toBe(tag)
    expect((await read({ 'If-None-Match': '"other"' })).status).toBe(200)
  })
})
