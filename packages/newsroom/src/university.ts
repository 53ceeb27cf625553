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
}

export interface University extends UniversityProfile {
  readonly slug: Slug
  readonly registeredAt: string
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
  if (current === undefined) {
    const university = { ...profile, slug, registeredAt: at, formerNames: [] }
    return { kind: 'append', type: 'university.registered', university }
  }
  const renamed = !sameJson(current.names, profile.names)
  const formerNames = renamed ? [...current.formerNames, current.names] : current.formerNames
  const university = { ...profile, slug, registeredAt: current.registeredAt, formerNames }
  return sameJson(current, university)
    ? { kind: 'unchanged', university: current }
    : { kind: 'append', type: 'university.changed', university }
}
