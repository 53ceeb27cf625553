import { createRoute, z } from '@hono/zod-openapi'
import { EngineUnavailableError, LogUnavailableError } from '@uniwire/ports'
import { describe, expect, it } from 'vitest'
import { problemOf, testOrigin } from './origin.fixture.ts'
import { serviceApp } from './service-app.ts'

const putUniversity = createRoute({
  method: 'put',
  path: '/v1/places/{slug}',
  request: {
    params: z.object({ slug: z.string().regex(/^[a-z]+$/) }),
    query: z.object({ dryRun: z.enum(['true', 'false']).optional() }),
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ timeZone: z.string() }) } },
    },
  },
  responses: { 200: { description: 'ok' } },
})

function place(failure?: unknown) {
  const app = serviceApp()
  app.openapi(putUniversity, (context) => {
    if (failure !== undefined) throw failure
    return context.json(context.req.valid('json'))
  })
  const made = testOrigin([app])
  const put = (body: string, path = '/v1/places/nura', type = 'application/json') =>
    made.origin.request(path, { method: 'PUT', body, headers: { 'Content-Type': type } })
  return { ...made, put }
}
const GOOD = '{"timeZone":"Asia/Almaty"}'

describe('a route', () => {
  it('answers a right request', async () => {
    expect((await place().put(GOOD)).status).toBe(200)
  })

  it('refuses a wrong body with 422, and knows the members of its own schema', async () => {
    const answer = await place().put('{"time_zone":"Asia/Almaty"}')
    expect(answer.status).toBe(422)
    const { errors = [] } = await problemOf(answer)
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/timeZone', 'required'],
      ['/time_zone', 'unknown-member'],
    ])
    expect(errors[1]?.detail).toContain('timeZone')
  })

  it('refuses a wrong identity in the path with 422, a wrong parameter with 400', async () => {
    expect((await place().put(GOOD, '/v1/places/N')).status).toBe(422)
    const answer = await place().put(GOOD, '/v1/places/nura?dryRun=yes')
    expect(answer.status).toBe(400)
    expect(await problemOf(answer)).toMatchObject({ code: 'bad-parameter', errors: [{ pointer: '/dryRun' }] })
  })

  it('tells what is not JSON from another media type', async () => {
    expect(await problemOf(await place().put('{'))).toMatchObject({ code: 'malformed-json', status: 400 })
    const other = await place().put('x', '/v1/places/nura', 'text/csv')
    expect(await problemOf(other)).toMatchObject({ code: 'unsupported-media-type', status: 415 })
  })
})

describe('what a route throws', () => {
  it('is 503 with Retry-After when the log or an engine is away', async () => {
    for (const error of [new LogUnavailableError('away'), new EngineUnavailableError('away')]) {
      const answer = await place(error).put(GOOD)
      expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2'])
    }
  })

  it('is 500 with a reference when nobody foresaw it; what it was stands in the log alone', async () => {
    const { put, lines } = place(new Error('secret of the house'))
    const answer = await put(GOOD)
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', status: 500 })
    expect(text).toContain('request-1')
    expect(text).not.toMatch(/secret|\.ts|at /)
    const line = lines.find((each) => each.includes('secret of the house'))
    expect(line).toContain('"requestId":"request-1"')
    expect(line).toContain('"stack"')
  })
})
