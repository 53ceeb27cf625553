import { isUtf8 } from 'node:buffer'
import { LIMITS } from '@uniwire/http-api'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError, limitBody, refuseEncodedBody } from '@uniwire/service-kit'
import { createMiddleware } from 'hono/factory'
import type { KeyId, Scope, University } from '@uniwire/newsroom'
import type { Authoriser } from '../keys/authorise.ts'
import type { FairTurns } from '../limits/fair-turns.ts'
import { MOST_AT_ONCE, MOST_WAITING } from '../limits/fair-turns.ts'
import type { RateLimit } from '../limits/rate-limit.ts'

/** Stands for a key's id where the operator acted. */
export const OPERATOR = 'operator'

/** On a university's path, once its key was shown. */
export interface UniversityEnv extends ServiceEnv {
  Variables: ServiceEnv['Variables'] & {
    readonly university: University
    readonly actor: KeyId | typeof OPERATOR
  }
}

/**
 * What a key made is nobody else's to keep (contract §6). Set before the answer is made: touched after it, Hono
 * would build the answer a second time, which cost a tenth of a millisecond (measured).
 */
const PRIVATE = 'private, no-store'

/** Keys are looked at before the first byte of a body is read. */
export function operatorOnly(authoriser: Authoriser) {
  return createMiddleware<UniversityEnv>(async (context, next) => {
    authoriser.operator(context.req.header('Authorization'))
    context.set('actor', OPERATOR)
    context.header('Cache-Control', PRIVATE)
    await next()
  })
}

export function universityOnly(authoriser: Authoriser, scope: Scope) {
  return createMiddleware<UniversityEnv>(async (context, next) => {
    const slug = context.req.param('slug') ?? ''
    const { university, actor } = await authoriser.university(
      context.req.header('Authorization'),
      slug,
      scope,
    )
    context.set('university', university)
    context.set('actor', actor)
    context.header('Cache-Control', PRIVATE)
    await next()
  })
}

/** What is asked and changes nothing: the operator may too, who answers for all universities. */
export function readingOnly(authoriser: Authoriser) {
  return createMiddleware<UniversityEnv>(async (context, next) => {
    const slug = context.req.param('slug') ?? ''
    const { university, actor } = await authoriser.reading(context.req.header('Authorization'), slug)
    context.set('university', university)
    context.set('actor', actor)
    context.header('Cache-Control', PRIVATE)
    await next()
  })
}

/**
 * Counts the writes of a key once it has been proved good: a wrong secret counts for nobody. Guessing is hopeless at
 * any rate (190 bits; a typo is refused before any look-up), and counted for the id that it names, it would lock out
 * whose key that is. Set before the answer, as `Cache-Control` is.
 */
export function atRate({ rate, take }: RateLimit) {
  const policy = `"key";q=${rate.burst};w=${Math.ceil(rate.burst / rate.perSecond)}`
  return createMiddleware<UniversityEnv>(async (context, next) => {
    const { ok, remaining, fullInSeconds, retryAfterSeconds } = take(context.var.actor)
    context.header('RateLimit-Policy', policy)
    context.header('RateLimit', `"key";r=${remaining};t=${fullInSeconds}`)
    if (!ok) throw new ProblemError({ code: 'rate-limited', retryAfterSeconds })
    await next()
  })
}

/** Of no text that could be decoded before its media type is looked at; kept where Hono looks for it. */
const wholeBody = createMiddleware<UniversityEnv>(async (context, next) => {
  await context.req.arrayBuffer()
  await next()
})

/** After the body has come, so that a slow sender keeps no place that others of its university wait for. */
export function inTurn(turns: FairTurns) {
  return createMiddleware<UniversityEnv>(async (context, next) => {
    try {
      await turns.run(context.var.university.slug, next)
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'rate-limited') {
        context.header('RateLimit-Policy', RATE_LIMIT_POLICY, { append: true })
        context.header('RateLimit', '"university";r=0', { append: true })
      }
      throw error
    }
  })
}
/** Requests of one university at once, worked on and waiting (draft-ietf-httpapi-ratelimit-headers §2.1.2). */
const RATE_LIMIT_POLICY = `"university";q=${MOST_AT_ONCE + MOST_WAITING};qu="concurrent-requests"`

/**
 * What is no UTF-8 is no JSON (RFC 8259 §8.1); decoded leniently, it would be stored as U+FFFD. The text is left
 * where Hono looks for it: from the bytes it would make a `Response` and read that, twice what hashing costs.
 */
const utf8Only = createMiddleware<UniversityEnv>(async (context, next) => {
  const bytes = await context.req.arrayBuffer()
  if (!isUtf8(bytes)) throw new ProblemError({ code: 'malformed-json' })
  // Hono keeps the promise of a text there, though its type says a text.
  context.req.bodyCache.text = Promise.resolve(decoder.decode(bytes)) as unknown as string
  await next()
})
/** Without the byte order mark, as `Body.text()` reads it. */
const decoder = new TextDecoder()

export const boundedJson = [refuseEncodedBody, limitBody(LIMITS.requestBytes), utf8Only]
export const boundedPage = [refuseEncodedBody, limitBody(LIMITS.pageBytes), wholeBody]
