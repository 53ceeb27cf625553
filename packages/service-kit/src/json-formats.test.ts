import { createRoute, z } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { testOrigin } from './origin.fixture.ts'
import { serviceApp } from './service-app.ts'

const FORMAT = 'application/vnd.example+json'
const route = createRoute({
  method: 'post',
  path: '/v1/things',
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ title: z.string() }) },
        [FORMAT]: { schema: z.strictObject({ headline: z.string() }) },
      },
    },
  },
  responses: { 200: { description: 'ok' } },
})
const app = serviceApp()
app.openapi(route, (context) => context.json(context.req.valid('json')))
const { origin } = testOrigin([app])
const post = async (type: string, body: object) => {
  const request = { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) }
  const answer = await origin.request('/v1/things', request)
  return { status: answer.status, text: await answer.text() }
}

describe('a body in one of several formats of JSON', () => {
  it('is read by the schema of its media type, whatever its parameters', async () => {
    expect((await post('application/json; charset=utf-8', { title: 'a' })).status).toBe(200)
    expect((await post(`${FORMAT};version=1`, { headline: 'a' })).status).toBe(200)
    expect((await post('Application/VND.example+JSON', { headline: 'a' })).status).toBe(200)
    expect((await post(FORMAT, { title: 'a' })).text).toContain('/headline')
  })

  it('is read as JSON under a name that the route does not know', async () => {
    expect((await post('application/problem+json', { title: 'a' })).status).toBe(200)
  })

  it('is 415 when it is no JSON, naming all formats', async () => {
    const { status, text } = await post('text/plain', { title: 'a' })
    expect(status).toBe(415)
    expect(text).toContain(`application/json, ${FORMAT}`)
  })
})
