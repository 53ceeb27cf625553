import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { FieldStreams, SearchableArticle } from '@uniwire/ports'
import { indexedStream } from './tokens.ts'

type Fields = Pick<SearchableArticle, 'title' | 'body'>

/** The columns of `terms`, in their order. */
export function termColumns({ title, body }: Fields): readonly string[] {
  return [
    indexedStream('stem', title.stem),
    indexedStream('stem', body.stem),
    indexedStream('key', title.key),
    indexedStream('key', body.key),
    indexedStream('exact', title.exact),
    indexedStream('exact', body.exact),
  ]
}

/** The column of `titles`: whether a title has a word is asked of all families at once. */
export function titleWords({ title }: Fields): string {
  return [
    indexedStream('stem', title.stem),
    indexedStream('key', title.key),
    indexedStream('exact', title.exact),
  ].join(' ')
}

/** `get` gives documents back whole; three streams of one text compress to about a third. */
export function packStreams({ title, body }: Fields): Uint8Array {
  return zstdCompressSync(
    JSON.stringify([title.stem, title.key, title.exact, body.stem, body.key, body.exact]),
  )
}

export function unpackStreams(packed: Uint8Array): Fields {
  const streams: unknown = JSON.parse(zstdDecompressSync(packed).toString())
  const [titleStem, titleKey, titleExact, bodyStem, bodyKey, bodyExact] = Array.isArray(streams)
    ? streams.map(String)
    : []
  return {
    title: fieldStreams(titleStem, titleKey, titleExact),
    body: fieldStreams(bodyStem, bodyKey, bodyExact),
  }
}

function fieldStreams(stem = '', key = '', exact = ''): FieldStreams {
  return { stem, key, exact }
}
