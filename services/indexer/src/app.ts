import type { ServiceEnv } from '@uniwire/service-kit'
import { serviceApp } from '@uniwire/service-kit'
import type { Hono } from 'hono'

/** HTTP in: nobody asks the indexer anything but whether it is ready, and whoever composes it answers that. */
export function indexerApp(): Hono<ServiceEnv> {
  return serviceApp()
}
