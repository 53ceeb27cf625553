import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkOfRequest, refusalOf } from './checked-request.ts'
import { testOrigin } from './origin.fixture.ts'
import { serviceApp } from './service-app.ts'
import type { ServiceEnv } from './service-env.ts'
import { fieldErrors } from './zod-problem.ts'

const body = z.strictObject({
  title: z.string().transform((text) => text.trim()),
  count: z.number().optional(),
})
const routeWith = (required: boolean) =>
  createRoute({
    method: 'put',
    path: '/v1/places/{slug}/things/{id}',
    request: {
      params: z.object({ slug: z.string(), id: z.string().regex(/^[a-z]+$/) }),
      query: z.strictObject({
        dryRun: z.enum(['true', 'false']).optional(),
        tag: z.array(z.string()).optional(),
      }),
      headers: z.object({ 'if-match': z.string().min(2).optional(), 'x-odd': z.string().optional() }),
      body: { required, content: { 'application/json': { schema: body } } },
    },
    responses: { 200: { description: 'ok' } },
  })

/** The same route, checked by the library and at once; both answer what they read. */
function bothWays(required: boolean) {
  const route = routeWith(required)
  const library = new OpenAPIHono<ServiceEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const input: unknown = 'data' in result ? result.data : undefined
      throw refusalOf(
        result.target,
        fieldErrors(result.error, input, result.target === 'json' ? body : undefined),
      )
    },
  })
  return [library, serviceApp()].map((app) => {
    app.openapi(route, ({ req, json }) =>
      json([req.valid('param'), req.valid('query'), req.valid('header'), req.valid('json')]),
    )
    return testOrigin([app]).origin
  })
}

const requests = fc.record({
  path: fc.constantFrom('/v1/places/nura/things/a', '/v1/places/n%C3%BCra/things/a', '/v1/places/nura/things/A1'),
  query: fc.constantFrom('', '?', '?dryRun=true', '?dryRun=yes', '?tag=a&tag=b', '?tag=a', '?x', '?dryRun=true&dryRun=true'),
  type: fc.constantFrom(
    undefined, 'application/json', 'Application/JSON; charset=utf-8', 'application/merge-patch+json', 'text/plain', 'x',
  ),
  tags: fc.constantFrom(undefined, '"1"', 'a', ' "2" '),
  text: fc.constantFrom(
    undefined, '', '{}', '{', 'null', '[]', '{"title":" a "}', '{"title":1,"count":"x"}', '{"titel":"a"}',
  ),
}) // prettier-ignore

describe('a request that is checked at once', () => {
  for (const required of [true, false]) {
    it(`is read, or refused, as the library does it (the body required: ${required})`, async () => {
      const origins = bothWays(required)
      await fc.assert(
        fc.asyncProperty(requests, async ({ path, query, type, tags, text }) => {
          const answers = origins.map(async (origin) => {
            const headers = new Headers()
            if (tags !== undefined) headers.set('If-Match', tags)
            const content = text === undefined ? null : new TextEncoder().encode(text)
            if (type !== undefined) headers.set('Content-Type', type)
            const answer = await origin.request(path + query, { method: 'PUT', headers, body: content })
            return { status: answer.status, said: JSON.parse(await answer.text()) as unknown }
          })
          const [byLibrary, atOnce] = await Promise.all(answers)
          expect(atOnce).toEqual(byLibrary)
        }),
        { numRuns: 400 },
      )
    })
  }

  it('is left to the library where it has other parts', () => {
    const form = { 'application/x-www-form-urlencoded': { schema: z.object({ a: z.string() }) } }
    const others = [
      { ...routeWith(true), request: { body: { content: form } } },
      { ...routeWith(true), request: { cookies: z.object({ a: z.string() }) } },
      { ...routeWith(true), request: { headers: z.looseObject({ a: z.string() }) } },
    ]
    expect(others.map(checkOfRequest)).toEqual([undefined, undefined, undefined])
  })
})
