import type { ServiceEnv } from '@uniwire/service-kit'
import { serviceApp } from '@uniwire/service-kit'
import type { Hono } from 'hono'
import type { ReaderParts } from './parts.ts'
import { apiRoutes } from './routes/api.ts'
import { docsApp } from './routes/docs.ts'
import { siteApp } from './routes/site.ts'

/** HTTP in: the search API, the site, the documentation. */
export function readerApp(parts: ReaderParts): Hono<ServiceEnv> {
  const app = serviceApp()
  apiRoutes(app, parts)
  app.route('/', siteApp(parts))
  app.route('/', docsApp(parts.config.publicUrl))
  return app
}
