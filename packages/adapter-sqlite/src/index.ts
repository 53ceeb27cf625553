export { openEventLogs } from './event-log/open-event-logs.ts'
export type { EventLogsOptions } from './event-log/open-event-logs.ts'
