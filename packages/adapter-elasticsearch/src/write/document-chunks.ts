import { documentRefusal } from '@uniwire/ports'
import type { SearchDocument, SearchDocuments } from '@uniwire/ports'

export interface DocumentChunk {
  /** Why a document is refused before the engine is asked, or `undefined` for the next of `accepted`. */
  readonly reasons: readonly (string | undefined)[]
  readonly accepted: readonly SearchDocument[]
}

/** Requests are cut by their bytes as well; this bounds what waits to become one. */
const MAX_DOCUMENTS = 500
/** UTF-16 units of streams and sources: two bytes of a request each, where letters are Cyrillic. */
const MAX_LENGTH = 2 * 1024 * 1024

/** Cuts what may be a long row of long articles, so that few of them are held at once. */
export async function* documentChunks(documents: SearchDocuments): AsyncGenerator<DocumentChunk> {
  let reasons: (string | undefined)[] = []
  let accepted: SearchDocument[] = []
  let length = 0
  for await (const document of documents) {
    const reason = documentRefusal(document)
    reasons.push(reason)
    if (reason === undefined) {
      accepted.push(document)
      length += lengthOf(document)
    }
    if (reasons.length < MAX_DOCUMENTS && length < MAX_LENGTH) continue
    yield { reasons, accepted }
    reasons = []
    accepted = []
    length = 0
  }
  if (reasons.length > 0) yield { reasons, accepted }
}

function lengthOf(document: SearchDocument): number {
  if (document.kind === 'stub') return document.source.length
  const { title, body, source } = document
  const streams = [title.stem, title.key, title.exact, body.stem, body.key, body.exact]
  return streams.reduce((sum, stream) => sum + stream.length, source.length)
}
