import { readFile } from 'node:fs/promises'
import { asyncApiDocument } from '@uniwire/events'
import { openApiDocument } from '@uniwire/http-api'
import type { AsyncApi, OpenApi } from './document-changes.ts'
import { asyncApiBreaks, openApiBreaks } from './document-changes.ts'

/** A document as the schemas in use make it, and where the last one that was agreed on is committed. */
export interface ApiDocument {
  readonly name: string
  readonly file: URL
  /** JSON text, as `JSON.stringify` writes it. */
  readonly now: string
  /** What breaks those who rely on `committed`, which is JSON text. */
  readonly breaks: (committed: string) => readonly string[]
}

/** Of an origin that nobody has: the committed document must not depend on where it was made. */
const PUBLIC_URL = 'https://wire.example'

const openApi = JSON.stringify(openApiDocument(PUBLIC_URL))
const asyncApi = JSON.stringify(asyncApiDocument())

export const DOCUMENTS: readonly ApiDocument[] = [
  {
    name: 'OpenAPI',
    file: new URL('../../docs/api/openapi.json', import.meta.url),
    now: openApi,
    // Both were written by the generator; what is looked at is in every OpenAPI document.
    breaks: (committed) => openApiBreaks(JSON.parse(committed) as OpenApi, JSON.parse(openApi) as OpenApi),
  },
  {
    name: 'AsyncAPI',
    file: new URL('../../docs/api/asyncapi.json', import.meta.url),
    now: asyncApi,
    // Likewise.
    breaks: (committed) =>
      asyncApiBreaks(JSON.parse(committed) as AsyncApi, JSON.parse(asyncApi) as AsyncApi),
  },
]

export const committedText = (document: ApiDocument): Promise<string> => readFile(document.file, 'utf8')
