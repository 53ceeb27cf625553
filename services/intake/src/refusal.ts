import type { RefusalCode } from '@uniwire/newsroom'
import { ProblemError, invalidFields } from '@uniwire/service-kit'

/** What a refused decision says to its caller. */
export function refusal(code: RefusalCode): ProblemError {
  switch (code) {
    case 'bad-source-id':
      return invalidFields([{ pointer: '/sourceId', problem: { code: 'bad-source-id' } }])
    case 'published-too-far-ahead':
      return invalidFields([{ pointer: '/publishedAt', problem: { code: 'published-in-future' } }])
    case 'embargo-after-visible':
      return invalidFields([{ pointer: '/embargoedUntil', problem: { code: 'embargo-after-visible' } }])
    default:
      return new ProblemError({ code })
  }
}
