import { OpenAPIHono } from '@hono/zod-openapi'
import { ROUTES } from './routes.ts'
import { webhooks } from './webhooks.ts'

/** The one OpenAPI 3.1 document of the whole origin, generated from the schemas in use. */
export function openApiDocument(publicUrl: string) {
  const app = new OpenAPIHono()
  const registry = app.openAPIRegistry
  registry.registerComponent('securitySchemes', 'universityKey', bearer('`uw_…`, issued by the operator'))
  registry.registerComponent('securitySchemes', 'operatorKey', bearer('`UNIWIRE_OPERATOR_KEY`'))
  for (const route of Object.values(ROUTES).flat()) registry.registerPath(route)
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

function bearer(description: string) {
  return { type: 'http', scheme: 'bearer', description } as const
}
