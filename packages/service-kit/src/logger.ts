import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** JSON lines for machines, readable lines in a terminal. Keys and addresses never get here. */
export function createLogger(options: {
  readonly service: string
  readonly level: string
  readonly readable: boolean
  /** Standard output unless told. */
  readonly destination?: DestinationStream
}): Logger {
  const { service, level, readable, destination } = options
  const base = { service }
  const redact = ['req.headers.authorization', '*.authorization']
  if (!readable || destination !== undefined)
    return pino({ level, base, redact, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  const transport = {
    target: 'pino-pretty',
    options: { ignore: 'pid,hostname,service', translateTime: 'HH:MM:ss' },
  }
  return pino({ level, base, redact, transport })
}
