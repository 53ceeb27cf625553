const ARTICLE_TYPES = new Set(['NewsArticle', 'Article', 'BlogPosting', 'Report', 'ReportageNewsArticle'])
/** `https://schema.org/NewsArticle` and `schema:NewsArticle` are `NewsArticle` in full. */
const VOCABULARY = /^(?:https?:\/\/schema\.org\/|schema:)/i
const MOST_NODES = 2_000
const LONGEST = 200_000
const MOST_SECTIONS = 20

/** What a schema.org article says of itself. */
export interface JsonLdArticle {
  readonly headline: string | null
  readonly datePublished: string | null
  readonly author: string | null
  readonly sections: readonly string[]
}

/** The first article in a JSON-LD script; null when there is none, or what is there is no JSON. */
export function articleInJsonLd(script: string): JsonLdArticle | null {
  if (script.length > LONGEST) return null
  const root = parse(script)
  const queue: unknown[] = [root]
  for (let seen = 0; seen < queue.length && seen < MOST_NODES; seen += 1) {
    const node = queue[seen]
    if (Array.isArray(node)) queue.push(...node.slice(0, MOST_NODES))
    if (!isRecord(node)) continue
    if (isArticle(node['@type'])) return readArticle(node)
    queue.push(node['@graph'], node['mainEntity'], node['mainEntityOfPage'])
  }
  return null
}

function readArticle(node: Readonly<Record<string, unknown>>): JsonLdArticle {
  const author: unknown = Array.isArray(node['author']) ? node['author'][0] : node['author']
  const section: unknown = node['articleSection']
  const sections: readonly unknown[] = Array.isArray(section) ? section : [section]
  return {
    headline: textOf(node['headline']),
    datePublished: textOf(node['datePublished']),
    author: textOf(isRecord(author) ? author['name'] : author),
    sections: sections.slice(0, MOST_SECTIONS).flatMap((one) => textOf(one) ?? []),
  }
}

/** A script that is no JSON declares nothing: browsers and search engines pass it over as well. */
function parse(script: string): unknown {
  try {
    return JSON.parse(script)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isArticle(type: unknown): boolean {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  return types.some((one) => typeof one === 'string' && ARTICLE_TYPES.has(one.replace(VOCABULARY, '')))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 500 ? value.trim() : null
}
