/** Namespaces of feeds by the prefix that everybody writes. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2005/Atom', 'atom:'],
  ['http://purl.org/rss/1.0/modules/content/', 'content:'],
  ['http://purl.org/dc/elements/1.1/', 'dc:'],
  ['http://purl.org/dc/terms/', 'dcterms:'],
  ['http://search.yahoo.com/mrss/', 'media:'],
  ['http://news.yandex.ru', 'yandex:'],
  ['http://www.w3.org/1999/xhtml', 'xhtml:'],
])

/** Names as the usual prefixes write them; a prefix that was never declared is taken at its word. */
export interface XmlNames {
  declare(attribute: string, uri: string): void
  usual(name: string): string
}

/** A feed declares a prefix once for all of it, so there is no scope: the last declaration counts. */
export function createXmlNames(): XmlNames {
  const declared = new Map<string, string>()
  return {
    declare(attribute, uri) {
      const [, prefix] = /^xmlns:(.+)$/.exec(attribute) ?? []
      const usual = PREFIXES.get(uri.trim()) ?? PREFIXES.get(`${uri.trim()}/`)
      if (prefix !== undefined && usual !== undefined && declared.size < MOST_PREFIXES) {
        declared.set(`${prefix}:`, usual)
      }
    },
    usual(name) {
      const colon = name.indexOf(':')
      if (colon < 0) return name
      const prefix = name.slice(0, colon + 1)
      const usual = declared.get(prefix)
      return usual === undefined ? name : usual + name.slice(colon + 1)
    },
  }
}

const MOST_PREFIXES = 100
