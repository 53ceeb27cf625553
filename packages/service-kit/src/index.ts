export { limitBody, refuseEncodedBody } from './body-limit.ts'
export { callerAddress } from './client-address.ts'
export { ConfigError, readConfig, settings } from './config.ts'
export {
  SECRETS,
  elasticsearchAddress,
  elasticsearchSettings,
  natsAddress,
  natsSettings,
  redisAddress,
  redisSettings,
  serverAddress,
  serverSettings,
} from './engine-settings.ts'
export type { DirectAnswer, DirectRoute } from './direct-route.ts'
export { readTags, tagMatches } from './entity-tag.ts'
export type { TagList } from './entity-tag.ts'
export { explainFailure } from './explain-failure.ts'
export { healthApp } from './health.ts'
export type { ReadinessCheck } from './health.ts'
export { createLogger } from './logger.ts'
export { createMetrics } from './metrics.ts'
export type { Metrics } from './metrics.ts'
export { createOrigin } from './origin.ts'
export type { Origin } from './origin.ts'
export { ProblemError, apiLanguage, invalidFields } from './problem.ts'
export type { FieldError } from './problem.ts'
export { awaitMinPosition, entityTag, publicCors } from './public-read.ts'
export type { Position } from './public-read.ts'
export { listen, stopSignal } from './run.ts'
export { runService } from './run-service.ts'
export type { ServerConfig } from './run-service.ts'
export { readSecretFiles } from './secret-files.ts'
export type { RunningServer } from './run.ts'
export type { Service, ServiceTools } from './service.ts'
export { fieldErrors } from './zod-problem.ts'
export { serviceApp } from './service-app.ts'
export type { ServiceEnv } from './service-env.ts'
