import { sameJson } from './digest.ts'
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
}

export type UniversityDecision =
  | {
      readonly kind: 'append'
      readonly type: 'university.registered' | 'university.changed'
      readonly university: University
    }
  | { readonly kind: 'unchanged'; readonly university: University }

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
  return sameJson(current, university)
    ? { kind: 'unchanged', university: current }
    : { kind: 'append', type: 'university.changed', university }
}
