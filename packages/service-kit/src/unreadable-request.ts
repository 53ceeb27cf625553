import type { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { PROBLEM_MEDIA_TYPE, STATUS } from '@uniwire/http-api'
import { problemText } from '@uniwire/messages'
import type { IsAnswering } from './answering.ts'

/** What Node calls a head of more than 16 KB, and one that has not come after `headersTimeout`. */
const CODES: Readonly<Record<string, keyof typeof REASONS>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/**
 * What is no HTTP reaches no route; Node would refuse it with an empty answer. In English, for nothing of it can be
 * trusted to name a language. A connection on which something is being answered is cut without a word.
 */
export function refuseUnreadable(server: Pick<EventEmitter, 'on'>, isAnswering: IsAnswering): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || error.code === 'ECONNRESET' || isAnswering(socket)) socket.destroy()
    else socket.end(refusal(CODES[error.code ?? ''] ?? 'malformed-request'))
  })
}

function refusal(code: keyof typeof REASONS): string {
  const status = STATUS[code]
  const type = `urn:uniwire:problem:${code}`
  const body = JSON.stringify({ type, code, status, ...problemText('en', { code }) })
  return [
    `HTTP/1.1 ${status} ${REASONS[code]}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    'Content-Language: en',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

const REASONS = {
  'headers-too-large': 'Request Header Fields Too Large',
  'malformed-request': 'Bad Request',
  'request-timeout': 'Request Timeout',
} as const
