import { counted, formatBytes } from '../numbers.ts'
import type { ProblemMessages } from '../problems.ts'

const tryAgain = (seconds: number) =>
  `Send the same request again in ${counted('en', seconds, { one: 'second', other: 'seconds' })}.`

export const problems: ProblemMessages = {
  titles: {
    'malformed-request': 'The request cannot be read',
    'uri-too-long': 'The address is too long',
    'headers-too-large': 'The headers are too large',
    'malformed-json': 'Not valid JSON',
    'bad-parameter': 'Bad parameter',
    unauthorized: 'A valid key is needed',
    forbidden: 'This key has no right to do this',
    'not-found': 'Not found',
    'method-not-allowed': 'Method not allowed',
    'not-acceptable': 'Not available in this form',
    'unsupported-media-type': 'Content type not supported',
    withdrawn: 'The article is withdrawn',
    'university-closed': 'The university is closed',
    gone: 'This article was withdrawn',
    erased: 'This article was erased',
    'feed-ended': 'This feed has ended',
    'source-id-taken': 'This id belongs to another article',
    'precondition-failed': 'The article has changed meanwhile',
    'body-too-large': 'The body is too large',
    'invalid-fields': 'Some fields are wrong',
    'idempotency-key-reused': 'Idempotency-Key used for another body',
    'needs-answers': 'The page leaves a question open',
    'request-timeout': 'The request came too slowly',
    'rate-limited': 'Too many requests',
    'not-ready': 'Not there yet',
    'log-unavailable': 'The event log does not answer',
    'engine-unavailable': 'A part of the service does not answer',
    internal: 'The mistake is ours',
  },
  details: {
    'malformed-request':
      'This is no HTTP request that can be answered. Check its address, its headers and the length of its body.',
    'uri-too-long': 'Ask for less in one address, for example fewer articles at once.',
    'headers-too-large': 'Send fewer or shorter headers and cookies.',
    'malformed-json': 'The body cannot be read as JSON. Check quotes and commas, and send it in UTF-8.',
    'bad-parameter': ({ parameter }) =>
      `The parameter “${parameter}” cannot be used as it is. Correct it or leave it out.`,
    unauthorized:
      'The key is missing, wrong or revoked. Send a valid one in the header “Authorization: Bearer …”.',
    forbidden: ({ scope }) =>
      scope === undefined
        ? 'The key is good, but only the operator may do this. Use the operator key.'
        : `The key is good, but it has no scope “${scope}”. Ask the operator for a key that has it.`,
    'not-found': 'There is nothing at this address, or it is not yours to see. Check the address.',
    'method-not-allowed': ({ method, allowed, instead }) =>
      `${method} is not possible here. Use ${instead ?? allowed.join(', ')}.`,
    'not-acceptable': ({ available }) => `Ask for one of these in “Accept”: ${available.join(', ')}.`,
    'unsupported-media-type': ({ accepted }) =>
      `Send one of these and name it in “Content-Type”: ${accepted.join(', ')}.`,
    withdrawn: 'A withdrawn article cannot be revised. Call “restore” first, then send the new content.',
    'university-closed':
      'It is registered as closed and takes no new articles. What it published stays, and can still be withdrawn. Publish under the university that continues it, or ask the operator to open it again.',
    gone: ({ reason }) =>
      reason === undefined
        ? 'The university withdrew this article.'
        : `The university withdrew this article. Its reason: ${reason}`,
    erased: 'Its content was destroyed for good. The same sourceId cannot be used again.',
    'feed-ended': 'The university is closed and publishes no more. Its articles stay where they are.',
    'source-id-taken':
      'Something was published under this id already, or it stands for another article. An id never changes its article; use another one.',
    'precondition-failed':
      'Your If-Match or If-None-Match no longer fits. Get the article, look at what changed, and send again with its ETag.',
    'body-too-large': ({ maxBytes }) =>
      `At most ${formatBytes('en', maxBytes)} is accepted. Make the body smaller, or send it in parts.`,
    'invalid-fields': ({ count }) =>
      `${counted('en', count, { one: 'field is', other: 'fields are' })} wrong. See “errors”, correct, and send again.`,
    'idempotency-key-reused':
      'This Idempotency-Key came before with another body. Use a new key for new content.',
    'needs-answers': ({ needs }) =>
      `The page does not say: ${needs.join(', ')}. Answer in the address, for example ?${needs[0] ?? 'publishedAt'}=…&publish=true.`,
    'request-timeout':
      'It did not arrive as a whole in time. Send it again over a better connection. Repeating is safe.',
    'rate-limited': ({ retryAfterSeconds }) => `You are sending too fast. ${tryAgain(retryAfterSeconds)}`,
    'not-ready': ({ position, retryAfterSeconds }) =>
      position === undefined
        ? `The service is still reading the log. ${tryAgain(retryAfterSeconds)}`
        : `Position ${position} of the log has not arrived here yet. ${tryAgain(retryAfterSeconds)}`,
    'log-unavailable': ({ retryAfterSeconds }) =>
      `Nothing was confirmed. ${tryAgain(retryAfterSeconds)} Repeating is safe.`,
    'engine-unavailable': ({ retryAfterSeconds }) => `Nothing is lost. ${tryAgain(retryAfterSeconds)}`,
    internal: ({ reference }) =>
      reference === undefined
        ? 'Try again. If it stays so, tell the operator.'
        : `Try again. If it stays so, tell the operator this number: ${reference}`,
  },
}
