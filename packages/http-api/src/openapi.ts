import { OpenAPIHono } from '@hono/zod-openapi'
import type { RouteConfig } from '@hono/zod-openapi'
import answers from './answer-examples.json' with { type: 'json' }
import { ROUTES } from './routes.ts'
import { webhooks } from './webhooks.ts'

const RECORDED: ReadonlyMap<string, unknown> = new Map(Object.entries(answers))

/** The one OpenAPI 3.1 document of the whole origin, generated from the schemas in use. */
export function openApiDocument(publicUrl: string) {
  const app = new OpenAPIHono()
  const registry = app.openAPIRegistry
  registry.registerComponent('securitySchemes', 'universityKey', bearer('`uw_…`, issued by the operator'))
  registry.registerComponent('securitySchemes', 'operatorKey', bearer('`UNIWIRE_OPERATOR_KEY`'))
  for (const route of Object.values(ROUTES).flat()) registry.registerPath(withExamples(route))
  for (const webhook of webhooks) registry.registerWebhook(webhook)
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Uniwire',
      version: '1',
      description:
        'A newswire for universities: post news, find it in three languages, count it, subscribe to it.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: publicUrl }],
  })
}

/** With what a server answered to it, recorded by tests/documents. */
function withExamples(route: RouteConfig): RouteConfig {
  const responses = Object.entries(route.responses).map(([status, response]) => {
    const example = RECORDED.get(`${route.method} ${route.path} ${status}`)
    const all = 'content' in response ? response.content : undefined
    const described = all?.['application/json']
    if (example === undefined || described === undefined) return [status, response]
    const content = { ...all, 'application/json': { ...described, example } }
    return [status, { ...response, content }]
  })
  return { ...route, responses: Object.fromEntries(responses) }
}

function bearer(description: string) {
  return { type: 'http', scheme: 'bearer', description } as const
}
