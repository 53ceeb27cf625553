import { intakeRoutes } from './routes-intake.ts'
import { readerRoutes } from './routes-reader.ts'
import { syndicatorRoutes } from './routes-syndicator.ts'
import { viewsRoutes } from './routes-views.ts'

/** Every route of the origin, by the service that answers it. */
export const ROUTES = {
  intake: intakeRoutes,
  reader: readerRoutes,
  views: viewsRoutes,
  syndicator: syndicatorRoutes,
} as const

/** `PUT`, `/v1/universities/:slug`: as a router writes it, whichever service it is. */
export const documentedRoutes: readonly { readonly method: string; readonly path: string }[] = Object.values(
  ROUTES,
)
  .flat()
  .map((route) => ({ method: route.method.toUpperCase(), path: route.getRoutingPath() }))
