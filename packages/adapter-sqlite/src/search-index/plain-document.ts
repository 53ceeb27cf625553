import type { SearchDocument } from '@uniwire/ports'

/** The members that the port knows and nothing else, so that what is sent can be cloned. */
export function plainDocument(document: SearchDocument): SearchDocument {
  const { id, version, source } = document
  if (document.kind === 'stub') return { kind: 'stub', id, version, source }
  const { university, language, categories, publishedAt, day, firstSequence, baselineViews, title, body } =
    document
  return {
    kind: 'article',
    id,
    version,
    university,
    language,
    categories: categories.map(({ key, label }) => ({ key, label })),
    publishedAt,
    day,
    firstSequence,
    baselineViews,
    title: { stem: title.stem, key: title.key, exact: title.exact },
    body: { stem: body.stem, key: body.key, exact: body.exact },
    ...(document.links && { links: [...document.links] }),
    source,
  }
}
