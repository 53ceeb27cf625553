import type { Article } from './article.ts'
import { sameJson } from './digest.ts'

/**
 * What differs between an article after two of its events, by the names of the API, in alphabetical order.
 * Of the first event: every member that it has.
 */
export function changedMembers(before: Article | undefined, after: Article): readonly string[] {
  const was = shown(before)
  const is = shown(after)
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].filter((name) => !sameJson(was[name] ?? null, is[name] ?? null)).sort()
}

/** Without what was printed of a date: how it was written is no content. */
function shown(article: Article | undefined): Readonly<Record<string, unknown>> {
  if (article === undefined) return {}
  const { content, withdrawal, baseline, aliases } = article
  const { publishedAt, categories, images, ...texts } = content
  return {
    ...texts,
    publishedAt: [publishedAt.value, publishedAt.precision],
    ...(categories.length === 0 ? {} : { categories }),
    ...(images.length === 0 ? {} : { images }),
    legacyViews: baseline?.count,
    withdrawal: withdrawal?.reason,
    aliases,
  }
}
