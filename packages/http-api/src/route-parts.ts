import type { z } from '@hono/zod-openapi'
import { refusals } from './problem-schema.ts'

/** What routes of one kind have in common. */
export const ofOperator = { tags: ['Operator'], security: [{ operatorKey: [] }] }
export const ofUniversity = { tags: ['University'], security: [{ universityKey: [] }] }
export const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } })
export const answer = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: json(schema),
})

/** Of what is counted for its key (draft-ietf-httpapi-ratelimit-headers). */
const rateLimit = {
  'RateLimit-Policy': {
    description: '`q`: what this key may write at once after a rest; `w`: seconds in which that comes back.',
    schema: { type: 'string' as const },
    example: '"key";q=60000;w=60',
  },
  RateLimit: {
    description: '`r`: what it may still write at once; `t`: seconds until it may write all of `q` again.',
    schema: { type: 'string' as const },
    example: '"key";r=59999;t=1',
  },
}
const retryAfter = {
  'Retry-After': { description: 'Seconds', schema: { type: 'integer' as const }, example: 1 },
}

/** The same answers, with what the key may still write. */
export function counted<R extends Readonly<Record<number, object>>>(answers: R) {
  const entries = Object.entries(answers).map(([status, each]) => [status, { ...each, headers: rateLimit }])
  const tooMany = {
    ...refusals.default,
    description: 'More than this key, or this university, may write just now',
    headers: { ...rateLimit, ...retryAfter },
  }
  // Each answer as it was, and one member more.
  const withHeaders = Object.fromEntries(entries) as { [S in keyof R]: R[S] & { headers: typeof rateLimit } }
  return { ...withHeaders, 429: tooMany, ...refusals }
}
