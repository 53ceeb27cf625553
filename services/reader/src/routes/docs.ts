import { readFile } from 'node:fs/promises'
import { asyncApiDocument } from '@uniwire/events'
import { openApiDocument } from '@uniwire/http-api'
import type { ServiceEnv } from '@uniwire/service-kit'
import { entityTag, publicCors } from '@uniwire/service-kit'
import { Hono } from 'hono'
import { faviconPath } from '../pages/favicon.ts'

const FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Uniwire API</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="Every route of Uniwire, to read and to try.">
    <link rel="icon" href="${faviconPath}" type="image/svg+xml">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <main id="api"></main>
    <noscript><p>Without JavaScript: <a href="/openapi.json">the same as an OpenAPI document</a>.</p></noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`
const START =
  "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, tryItOutEnabled: true })\n"

/** The viewer sets styles on elements and draws its icons from data addresses; it loads nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `/openapi.json` and `/asyncapi.json` for machines, `/docs` for people. */
export function docsApp(publicUrl: string): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>()
  const documents = { openapi: openApiDocument(publicUrl), asyncapi: asyncApiDocument() }
  app.use('/docs/*', entityTag)
  for (const [name, document] of Object.entries(documents)) {
    const text = JSON.stringify(document)
    app.get(`/${name}.json`, publicCors, entityTag, (context) =>
      context.body(text, 200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-cache',
      }),
    )
  }
  app.get('/docs', (context) => context.html(PAGE, 200, { 'Content-Security-Policy': POLICY }))
  app.get('/docs/start.js', (context) =>
    context.body(START, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  for (const [name, contentType] of Object.entries(FILES)) {
    app.get(`/docs/${name}`, async (context) => {
      const body = await readFile(new URL(import.meta.resolve(`swagger-ui-dist/${name}`)))
      return context.body(body, 200, {
        'Content-Type': contentType,
        'Cache-Control': 'public, max-age=86400',
      })
    })
  }
  return app
}
