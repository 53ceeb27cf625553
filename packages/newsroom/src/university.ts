import { REMEMBERED_REQUESTS } from './article.ts'
import { sameJson } from './digest.ts'
import type { KeptRequest } from './kept-request.ts'
import type { ArticleLanguage } from './language.ts'
import type { Slug } from './slug.ts'

export interface UniversityNames {
  readonly kk: string
  readonly ru: string
  readonly en: string
}

/** What the operator says of a university; everything but the slug may change. */
export interface UniversityProfile {
  readonly names: UniversityNames
  readonly homepage: string
  /** IANA name; wall times of its articles are read in it. */
  readonly timeZone: string
  readonly languages: readonly ArticleLanguage[]
  readonly contact?: string | undefined
  readonly logo?: string | undefined
  readonly rights?: string | undefined
  /** It publishes no more: its feeds end, or go on as those of its successor. */
  readonly closed?: { readonly successor?: Slug | undefined } | undefined
  /** Feeds show a notice in the place of a withdrawn article, for readers that know no tombstones. */
  readonly withdrawalNotice?: boolean | undefined
}

export interface University extends UniversityProfile {
  readonly slug: Slug
  readonly registeredAt: string
  /** `at`: when it was first said; naming a successor later does not move it. */
  readonly closed?: { readonly at: string; readonly successor?: Slug | undefined } | undefined
  /** Oldest first. */
  readonly formerNames: readonly UniversityNames[]
  /** The last writes with an `Idempotency-Key`, newest last. */
  readonly requests?: readonly RegisterRequest[] | undefined
}

export interface RegisterRequest extends KeptRequest {
  /** Absent in the event that the request itself made. */
  readonly sequence?: number | undefined
}

export type UniversityDecision =
  | {
      readonly kind: 'append'
      readonly type: 'university.registered' | 'university.changed'
      readonly university: University
    }
  | { readonly kind: 'unchanged'; readonly university: University }

/** The operator's PUT replaces the whole profile: registered, changed, or nothing new. Former names are kept. */
export function registerUniversity(
  current: University | undefined,
  slug: Slug,
  profile: UniversityProfile,
  at: string,
): UniversityDecision {
  const { closed, ...rest } = profile
  const told = {
    ...rest,
    slug,
    ...(closed === undefined ? {} : { closed: { ...closed, at: current?.closed?.at ?? at } }),
  }
  if (current === undefined) {
    const university = { ...told, registeredAt: at, formerNames: [] }
    return { kind: 'append', type: 'university.registered', university }
  }
  const renamed = !sameJson(current.names, profile.names)
  const formerNames = renamed ? [...current.formerNames, current.names] : current.formerNames
  const university = { ...told, registeredAt: current.registeredAt, formerNames }
  const { requests: _kept, ...before } = current
  return sameJson(before, university)
    ? { kind: 'unchanged', university: current }
    : { kind: 'append', type: 'university.changed', university }
}

/** The university with this request among its last ones; `sequence`: of the event that `before` was read from. */
export function rememberRegistering(
  university: University,
  before: { readonly university: University; readonly sequence: number } | undefined,
  request: KeptRequest | undefined,
): University {
  const earlier: readonly RegisterRequest[] = (before?.university.requests ?? []).map((each) => ({
    ...each,
    sequence: each.sequence ?? before?.sequence,
  }))
  const requests = [...earlier, ...(request === undefined ? [] : [request])].slice(-REMEMBERED_REQUESTS)
  return requests.length === 0 ? university : { ...university, requests }
}
