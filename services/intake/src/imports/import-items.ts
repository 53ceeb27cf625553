import { LIMITS } from '@uniwire/http-api'
import { atomEntry } from './atom-entry.ts'
import { feedElements } from './feed-elements.ts'
import type { ImportFormat } from './import-format.ts'
import type { ImportItem } from './item.ts'
import { ndjsonItems } from './ndjson-items.ts'
import { rssItem } from './rss-item.ts'
import { xmlText } from './xml-text.ts'

/** The items of a document as it comes; throws `ImportStopped` where it cannot be read on. */
export function importItems(
  chunks: AsyncIterable<Uint8Array>,
  { kind, charset }: ImportFormat,
): AsyncGenerator<ImportItem> {
  return kind === 'ndjson' ? ndjsonItems(chunks) : feedItems(xmlText(chunks, charset))
}

async function* feedItems(texts: AsyncIterable<string>): AsyncGenerator<ImportItem> {
  for await (const { root, line, element } of feedElements(texts)) {
    if (element === undefined) {
      const problem = { code: 'body-too-large', maxBytes: LIMITS.requestBytes } as const
      yield { kind: 'trouble', line, trouble: { kind: 'problem', problem } }
    } else yield root === 'rss' ? rssItem(line, element) : atomEntry(line, element)
  }
}
