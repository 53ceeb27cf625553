export { createClient } from './client.ts'
export type { PageAnswers, PublishOptions, UniwireClient } from './client.ts'
export { RefusedError, UnreachableError } from './problem.ts'
export type { Connection } from './send.ts'
