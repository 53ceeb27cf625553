import type { KeyId, Scope, Slug, University } from '@uniwire/newsroom'
import { checkKey, equalInConstantTime, parseSlug, readKey } from '@uniwire/newsroom'
import { ProblemError } from '@uniwire/service-kit'
import type { Keys } from './keys.ts'
import type { Universities } from '../universities.ts'

/** Which university a key belongs to, as far as this process knows; keys never change hands. */
export interface KeyOwners {
  ownerOf(id: KeyId): string | undefined
}

export interface Authoriser {
  operator(authorization: string | undefined): void
  /** A key of the university that may read, or the operator's, who answers for all of them. */
  reading(
    authorization: string | undefined,
    slug: string,
  ): Promise<{ readonly university: University; readonly actor: KeyId | 'operator' }>
  isOperator(authorization: string | undefined): boolean
  /** The university whose path this is, once a live key of it with this scope was shown. */
  university(
    authorization: string | undefined,
    slug: string,
    scope: Scope,
  ): Promise<{ readonly university: University; readonly actor: KeyId }>
}

/** Refuses when no key fits; never opens by default (contract: keys). */
export function createAuthoriser(options: {
  readonly operatorKey: string
  readonly keys: Keys
  readonly owners: KeyOwners
  readonly universities: Universities
  /** A key was good, on its own university's path. */
  readonly onUse: (university: Slug, id: KeyId) => void
  readonly now: () => string
}): Authoriser {
  const { operatorKey, keys, owners, universities, onUse, now } = options
  const findKey = async (slug: string, id: KeyId) => {
    const parsed = parseSlug(slug)
    const here = parsed.ok ? await keys.find(parsed.slug, id) : undefined
    if (here !== undefined) return here
    const owner = parseSlug(owners.ownerOf(id) ?? '')
    return owner.ok ? keys.find(owner.slug, id) : undefined
  }
  const isOperator = (authorization: string | undefined) =>
    equalInConstantTime(bearer(authorization), operatorKey)
  const authoriser: Authoriser = {
    isOperator,
    reading: async (authorization, slug) =>
      isOperator(authorization)
        ? { university: await universities.get(slug), actor: 'operator' }
        : authoriser.university(authorization, slug, 'read'),
    operator(authorization) {
      const text = bearer(authorization)
      if (equalInConstantTime(text, operatorKey)) return
      throw new ProblemError(readKey(text) === undefined ? { code: 'unauthorized' } : { code: 'forbidden' })
    },
    async university(authorization, slug, scope) {
      const text = bearer(authorization)
      const presented = readKey(text)
      if (presented === undefined) {
        throw new ProblemError(
          isOperator(authorization) ? { code: 'forbidden', scope } : { code: 'unauthorized' },
        )
      }
      const key = await findKey(slug, presented.id)
      if (key === undefined || checkKey(key, presented.secret, now()) !== undefined) {
        throw new ProblemError({ code: 'unauthorized' })
      }
      // Another's path is not there: a key must not be able to find out who else exists.
      if (key.university !== slug) throw new ProblemError({ code: 'not-found' })
      onUse(key.university, key.id)
      if (key.scopes !== undefined && !key.scopes.includes(scope))
        throw new ProblemError({ code: 'forbidden', scope })
      return { university: await universities.get(slug), actor: key.id }
    },
  }
  return authoriser
}

/** RFC 6750 §2.1; the scheme is compared without case (RFC 9110 §11.1). */
function bearer(authorization: string | undefined): string {
  const [, token] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  if (token === undefined) throw new ProblemError({ code: 'unauthorized' })
  return token
}
