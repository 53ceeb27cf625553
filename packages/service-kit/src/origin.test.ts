import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { problemOf, testOrigin } from './origin.fixture.ts'
import { ProblemError } from './problem.ts'
import { serviceApp } from './service-app.ts'
import type { ServiceEnv } from './service-env.ts'

function articles() {
  const app = serviceApp()
  app.get('/v1/universities/:slug/articles/:sourceId', (context) => context.text('read'))
  app.put('/v1/universities/:slug/articles/:sourceId', (context) => context.text('written'))
  app.post('/v1/universities/:slug/articles/:sourceId/withdraw', (context) => context.text('withdrawn'))
  return app
}
const PATH = '/v1/universities/nura/articles/news%2F1'

describe('an origin', () => {
  it('joins apps, each with its own routes', async () => {
    const other = new Hono<ServiceEnv>().get('/feeds/all.rss', (context) => context.text('feed'))
    const { origin } = testOrigin([articles(), other])
    expect(await (await origin.request(PATH)).text()).toBe('read')
    expect(await (await origin.request('/feeds/all.rss')).text()).toBe('feed')
  })

  it('names each request, in the answer and in the log, refusals included', async () => {
    const { origin, lines } = testOrigin([articles()])
    const [found, missing] = [await origin.request(PATH), await origin.request('/v1/nothing')]
    expect(found.headers.get('X-Request-Id')).toBe('request-1')
    expect(missing.headers.get('X-Request-Id')).toBe('request-2')
    expect(missing.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId)).toEqual([
      'request-1',
      'request-2',
    ])
  })

  it('logs neither a query, nor a header, nor a body', async () => {
    const app = serviceApp()
    app.post('/v1/things', async (context) => {
      await context.req.text()
      throw new Error('broken')
    })
    const { origin, lines } = testOrigin([app])
    await origin.request('/v1/things?q=asked-for', {
      method: 'POST',
      body: 'written-in',
      headers: { Authorization: 'Bearer uw_secret', 'X-Forwarded-For': '198.51.100.7', Cookie: 'a=b' },
    })
    expect(lines.join('')).toContain('/v1/things')
    expect(lines.join('')).not.toMatch(/asked-for|written-in|uw_secret|198\.51|a=b/)
  })

  it('logs an answer of 500 and more as an error, others for whoever debugs', async () => {
    const app = serviceApp()
    app.get('/broken', () => {
      throw new ProblemError({ code: 'log-unavailable', retryAfterSeconds: 1 })
    })
    const { origin, lines } = testOrigin([app])
    await origin.request('/broken')
    await origin.request('/nothing')
    expect(lines.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([50, 20])
  })

  it('counts each answer by method and status', async () => {
    const { origin, metrics } = testOrigin([articles()])
    await origin.request(PATH)
    await origin.request('/nothing')
    const text = await metrics.registry.metrics()
    expect(text).toContain('http_request_duration_seconds_count{method="GET",status="200"} 1')
    expect(text).toContain('http_request_duration_seconds_count{method="GET",status="404"} 1')
  })

  it('answers an error of a part that has no handler of its own as a problem', async () => {
    const careless = new Hono<ServiceEnv>().get('/careless', () => {
      throw new Error('oops')
    })
    const answer = await testOrigin([careless]).origin.request('/careless')
    expect(await problemOf(answer)).toMatchObject({ code: 'internal', status: 500 })
  })
})

describe('a wrong method', () => {
  it('is 405 with what is allowed, at a path that is there', async () => {
    const answer = await testOrigin([articles()]).origin.request(PATH, { method: 'PATCH' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Allow')).toBe('GET, HEAD, PUT')
    expect((await problemOf(answer)).code).toBe('method-not-allowed')
  })

  it('names what the neighbours answer at the path as well: a caller sees one origin', async () => {
    const own = serviceApp()
    own.put('/v1/universities/:slug', (context) => context.text('taken'))
    const answer = await testOrigin([own]).origin.request('/v1/universities/nura', { method: 'DELETE' })
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD, PUT'])
    expect((await testOrigin([own]).origin.request('/v1/universities/nura')).status).toBe(404)
  })

  it('names `withdraw` to who wants to delete an article', async () => {
    const answer = await testOrigin([articles()]).origin.request(PATH, { method: 'DELETE' })
    expect(String((await problemOf(answer))['detail'])).toContain(`POST ${PATH}/withdraw`)
  })

  it('is 404 where there is nothing, and HEAD is answered where GET is', async () => {
    const { origin } = testOrigin([articles()])
    expect((await origin.request('/v1/nothing', { method: 'DELETE' })).status).toBe(404)
    expect((await origin.request(PATH, { method: 'HEAD' })).status).toBe(200)
  })
})

describe('where there is nothing', () => {
  const notFoundPage = () => new Response('a page', { status: 404 })

  it('a person sees a page, and a program a problem', async () => {
    const { origin } = testOrigin([articles()], { notFoundPage })
    expect(await (await origin.request('/nowhere')).text()).toBe('a page')
    expect((await problemOf(await origin.request('/v1/nowhere'))).code).toBe('not-found')
  })

  it('everybody gets a problem when there is no page', async () => {
    expect((await problemOf(await testOrigin([]).origin.request('/nowhere'))).code).toBe('not-found')
  })
})
