import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ServiceEnv } from '@uniwire/service-kit'
import { serviceApp } from '@uniwire/service-kit'
import type { IntakeParts } from './parts.ts'
import { accessRoute } from './routes/access.ts'
import { articleLifeRoutes } from './routes/article-life.ts'
import { articleRoutes } from './routes/articles.ts'
import { deadLetterRoutes } from './routes/dead-letters.ts'
import { importRoutes, liveFirst } from './routes/imports.ts'
import type { UniversityEnv } from './routes/guards.ts'
import { keyRoutes } from './routes/keys.ts'
import { pageRoutes } from './routes/pages.ts'
import { universityRoutes } from './routes/universities.ts'

/** HTTP in: parse, authorise, let the service decide, answer. */
export function intakeApp(parts: IntakeParts): OpenAPIHono<ServiceEnv> {
  const app = serviceApp()
  const routes = serviceApp<UniversityEnv>()
  routes.use('/v1/universities/:slug/articles/*', liveFirst(parts.imports.lane))
  universityRoutes(routes, parts)
  accessRoute(routes, parts)
  keyRoutes(routes, parts)
  deadLetterRoutes(routes, parts)
  articleRoutes(routes, parts)
  articleLifeRoutes(routes, parts)
  pageRoutes(routes, parts)
  importRoutes(routes, parts)
  app.route('/', routes)
  return app
}
