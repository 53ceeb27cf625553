import type { RequestSigns } from './guards.ts'

const PRIVACY_HEADERS = ['dnt', 'sec-gpc']
const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

/** `header`: of the request, by its name in lower case. */
export function signsOf(method: string, header: (name: string) => string | undefined): RequestSigns {
  return {
    method,
    userAgent: header('user-agent'),
    purposes: PURPOSE_HEADERS.flatMap((name) => header(name) ?? []),
    isPrivate: PRIVACY_HEADERS.some((name) => header(name) === '1'),
  }
}
