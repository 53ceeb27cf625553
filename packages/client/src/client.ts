import type {
  AliasBody,
  ArrivalsBody,
  ArticleBody,
  ErasureBody,
  HistoryBody,
  ImportLine,
  ImportSummary,
  IssuedKey,
  KnownKey,
  KeyBody,
  OwnArticle,
  PageImportBody,
  ReceiptsBody,
  SearchAnswer,
  UniversityBody,
  UniversityProfileBody,
  WriteAnswerBody,
} from '@uniwire/http-api'
import type { ImportDocument, ImportOptions } from './import-document.ts'
import { importDocument } from './import-document.ts'
import type { Connection } from './send.ts'
import { send } from './send.ts'

export interface PageAnswers {
  readonly sourceId?: string
  readonly publish?: boolean
  readonly title?: string
  readonly publishedAt?: string
  readonly language?: string
  readonly url?: string
  readonly category?: string
  readonly byline?: string
}

/** How a careful client writes (RFC 9110 §13.1). */
export interface PublishOptions {
  /** Says what would happen, and writes nothing. */
  readonly dryRun?: boolean
  /** Only over the version that is known: the ETag of the article, quotes included. */
  readonly ifMatch?: string
  /** Only if there is no such article yet. */
  readonly onlyNew?: boolean
  /** Of a request that outlives this process; a fresh one for each call unless told. */
  readonly idempotencyKey?: string
}

/** Typed calls to a Uniwire. Each throws `RefusedError` with the server's own words. */
export interface UniwireClient {
  putUniversity(slug: string, profile: UniversityProfileBody): Promise<UniversityBody>
  /**
   * Its text is shown once. Where that answer was lost on its way, the key that nobody saw is revoked, and another
   * one issued.
   */
  issueKey(
    slug: string,
    request?: { readonly label?: string; readonly scopes?: readonly string[]; readonly expiresAt?: string },
  ): Promise<IssuedKey>
  keys(slug: string): Promise<readonly KeyBody[]>
  revokeKey(slug: string, id: string): Promise<KeyBody>
  publish(
    slug: string,
    sourceId: string,
    article: ArticleBody,
    options?: PublishOptions,
  ): Promise<WriteAnswerBody>
  article(slug: string, sourceId: string): Promise<OwnArticle>
  withdraw(slug: string, sourceId: string, reason: string): Promise<WriteAnswerBody>
  restore(slug: string, sourceId: string): Promise<WriteAnswerBody>
  /** Lets `alias` mean the same article from now on, for ever. */
  alias(slug: string, sourceId: string, alias: string): Promise<AliasBody>
  /** Destroys an article by law; with the operator's key alone. */
  erase(slug: string, sourceId: string, basis: string): Promise<ErasureBody>
  history(slug: string, sourceId: string): Promise<HistoryBody>
  /** Where the article's last event has arrived. */
  status(slug: string, sourceId: string): Promise<ArrivalsBody>
  importPage(
    slug: string,
    page: { readonly bytes: Uint8Array; readonly contentType: string },
    answers: PageAnswers,
  ): Promise<PageImportBody>
  /**
   * Sends many articles as one document, as they are read, and gives what became of each line, the summary last.
   * Throws UnreachableError when the connection broke: send the document again, what is stored stays as it is.
   */
  importDocument(
    slug: string,
    document: ImportDocument,
    options?: ImportOptions,
  ): AsyncGenerator<ImportLine | ImportSummary>
  /** Who was sent the article, and who has not confirmed its last change (`pending`). */
  receipts(slug: string, sourceId: string): Promise<ReceiptsBody>
  search(q: string): Promise<SearchAnswer>
}

const MOST_LOST_KEYS = 3

export function createClient(connection: Connection): UniwireClient {
  const json = async <T>(call: Parameters<typeof send>[1]): Promise<T> => {
    const response = await send(connection, call)
    // The server answers what the OpenAPI document says; the types are made from the same schemas.
    return (await response.json()) as T
  }
  const write = <T>(method: 'PUT' | 'POST', path: string, body: unknown, headers = {}) =>
    json<T>({ method, path, body: JSON.stringify(body), contentType: 'application/json', headers })
  const revokeKey: UniwireClient['revokeKey'] = (slug, id) =>
    json({ method: 'DELETE', path: `${universityPath(slug)}/keys/${encodeURIComponent(id)}` })
  const issueKey: UniwireClient['issueKey'] = async (slug, request = {}) => {
    for (let lost = 0; lost < MOST_LOST_KEYS; lost += 1) {
      const issued = await write<IssuedKey | KnownKey>('POST', `${universityPath(slug)}/keys`, request)
      if ('key' in issued) return issued
      await revokeKey(slug, issued.id)
    }
    throw new Error(`${MOST_LOST_KEYS} keys in a row were issued and lost on their way; they are revoked.`)
  }
  return {
    putUniversity: (slug, profile) => write('PUT', universityPath(slug), profile),
    issueKey,
    keys: async (slug) =>
      (await json<{ keys: readonly KeyBody[] }>({ method: 'GET', path: `${universityPath(slug)}/keys` }))
        .keys,
    revokeKey,
    publish: (slug, sourceId, article, options = {}) =>
      write(
        'PUT',
        articlePath(slug, sourceId) + (options.dryRun === true ? '?dryRun=true' : ''),
        article,
        conditions(options),
      ),
    article: (slug, sourceId) => json({ method: 'GET', path: articlePath(slug, sourceId) }),
    withdraw: (slug, sourceId, reason) =>
      write('POST', `${articlePath(slug, sourceId)}/withdraw`, { reason }),
    restore: (slug, sourceId) => json({ method: 'POST', path: `${articlePath(slug, sourceId)}/restore` }),
    alias: (slug, sourceId, alias) =>
      write('POST', `${articlePath(slug, sourceId)}/aliases`, { sourceId: alias }),
    erase: (slug, sourceId, basis) => write('POST', `${articlePath(slug, sourceId)}/erase`, { basis }),
    history: (slug, sourceId) => json({ method: 'GET', path: `${articlePath(slug, sourceId)}/history` }),
    status: (slug, sourceId) => json({ method: 'GET', path: `${articlePath(slug, sourceId)}/status` }),
    importPage: (slug, { bytes, contentType }, answers) =>
      json({
        method: 'POST',
        path: `${universityPath(slug)}/pages?${query(answers)}`,
        body: bytes,
        contentType,
      }),
    importDocument: (slug, document, options) =>
      importDocument(connection, `${universityPath(slug)}/imports`, document, options),
    receipts: (slug, sourceId) =>
      json({ method: 'GET', path: `/v1/receipts?${query({ university: slug, sourceId })}` }),
    search: (q) => json({ method: 'GET', path: `/v1/search?${query({ q })}` }),
  }
}

function conditions({ ifMatch, onlyNew, idempotencyKey }: PublishOptions): Record<string, string> {
  return {
    ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
    ...(onlyNew === true ? { 'If-None-Match': '*' } : {}),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  }
}

const universityPath = (slug: string): string => `/v1/universities/${encodeURIComponent(slug)}`
const articlePath = (slug: string, sourceId: string): string =>
  `${universityPath(slug)}/articles/${encodeURIComponent(sourceId)}`

function query(parameters: object): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}
