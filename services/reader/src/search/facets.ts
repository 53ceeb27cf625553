import type { InterfaceLanguage } from '@uniwire/messages'
import { formatMonth, messages } from '@uniwire/messages'
import type { FacetCount, SearchFacets } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'

interface LabelledFacets {
  readonly university: FacetCount[]
  readonly language: FacetCount[]
  readonly category: FacetCount[]
  readonly year: FacetCount[]
  readonly month: FacetCount[]
}

/** Facets with the names that people read. */
export function labelFacets(
  facets: SearchFacets | undefined,
  universities: UniversityRegistry,
  language: InterfaceLanguage,
): LabelledFacets {
  const tongues: Readonly<Record<string, string>> = messages[language].site.contentLanguages
  return {
    university: label(facets?.university, ({ value }) => universities.get(value)?.names[language] ?? value),
    language: label(facets?.language, ({ value }) => tongues[value] ?? value),
    category: label(facets?.category, (count) => count.label),
    year: label(facets?.year, ({ value }) => value),
    month: label(facets?.month, ({ value }) => formatMonth(language, value)),
  }
}

function label(counts: readonly FacetCount[] | undefined, name: (count: FacetCount) => string): FacetCount[] {
  return (counts ?? []).map((count) => ({ ...count, label: name(count) }))
}
