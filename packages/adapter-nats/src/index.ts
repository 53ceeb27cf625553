export { openNatsEventLogs } from './open-event-logs.ts'
export type { NatsEventLogsOptions } from './open-event-logs.ts'
export type { NatsAddress, NatsCredentials, NatsNotice, NatsTls } from './connection.ts'
