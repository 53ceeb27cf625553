import type { DomainEvent } from '@uniwire/events'
import type { University } from '@uniwire/newsroom'

/** All universities, in memory, followed from the log (design §2). */
export interface UniversityRegistry {
  get(slug: string): University | undefined
  /** By slug. */
  list(): readonly University[]
  apply(event: DomainEvent): void
  /** Before it is filled anew, from another log. */
  clear(): void
}

export function createUniversityRegistry(): UniversityRegistry {
  const bySlug = new Map<string, University>()
  return {
    get: (slug) => bySlug.get(slug),
    list: () => [...bySlug.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    clear: () => bySlug.clear(),
    apply(event) {
      if (event.type !== 'university.registered' && event.type !== 'university.changed') return
      bySlug.set(event.payload.slug, event.payload)
    },
  }
}
