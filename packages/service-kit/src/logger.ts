import { pino } from 'pino'
import type { Logger } from 'pino'

/** JSON lines for machines, readable lines in a terminal. Keys and addresses never get here. */
export function createLogger(options: {
  readonly service: string
  readonly level: string
  readonly readable: boolean
}): Logger {
  const { service, level, readable } = options
  const base = { service }
  const redact = ['req.headers.authorization', '*.authorization']
  if (!readable) return pino({ level, base, redact, timestamp: pino.stdTimeFunctions.isoTime })
  const transport = {
    target: 'pino-pretty',
    options: { ignore: 'pid,hostname,service', translateTime: 'HH:MM:ss' },
  }
  return pino({ level, base, redact, transport })
}
