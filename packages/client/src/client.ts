import type {
  ArticleBody,
  IssuedKey,
  OwnArticle,
  PageImportBody,
  SearchAnswer,
  UniversityBody,
  UniversityProfileBody,
  WriteAnswerBody,
} from '@uniwire/http-api'
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

/** Typed calls to a Uniwire. Each throws `RefusedError` with the server's own words. */
export interface UniwireClient {
  putUniversity(slug: string, profile: UniversityProfileBody): Promise<UniversityBody>
  issueKey(
    slug: string,
    request?: { readonly label?: string; readonly scopes?: readonly string[] },
  ): Promise<IssuedKey>
  publish(slug: string, sourceId: string, article: ArticleBody): Promise<WriteAnswerBody>
  article(slug: string, sourceId: string): Promise<OwnArticle>
  withdraw(slug: string, sourceId: string, reason: string): Promise<WriteAnswerBody>
  restore(slug: string, sourceId: string): Promise<WriteAnswerBody>
  importPage(
    slug: string,
    page: { readonly bytes: Uint8Array; readonly contentType: string },
    answers: PageAnswers,
  ): Promise<PageImportBody>
  search(q: string): Promise<SearchAnswer>
}

export function createClient(connection: Connection): UniwireClient {
  const json = async <T>(call: Parameters<typeof send>[1]): Promise<T> => {
    const response = await send(connection, call)
    // The server answers what the OpenAPI document says; the types are made from the same schemas.
    return (await response.json()) as T
  }
  const write = <T>(method: 'PUT' | 'POST', path: string, body: unknown) =>
    json<T>({ method, path, body: JSON.stringify(body), contentType: 'application/json' })
  return {
    putUniversity: (slug, profile) => write('PUT', universityPath(slug), profile),
    issueKey: (slug, request = {}) => write('POST', `${universityPath(slug)}/keys`, request),
    publish: (slug, sourceId, article) => write('PUT', articlePath(slug, sourceId), article),
    article: (slug, sourceId) => json({ method: 'GET', path: articlePath(slug, sourceId) }),
    withdraw: (slug, sourceId, reason) =>
      write('POST', `${articlePath(slug, sourceId)}/withdraw`, { reason }),
    restore: (slug, sourceId) => json({ method: 'POST', path: `${articlePath(slug, sourceId)}/restore` }),
    importPage: (slug, { bytes, contentType }, answers) =>
      json({
        method: 'POST',
        path: `${universityPath(slug)}/pages?${query(answers)}`,
        body: bytes,
        contentType,
      }),
    search: (q) => json({ method: 'GET', path: `/v1/search?${query({ q })}` }),
  }
}

const universityPath = (slug: string): string => `/v1/universities/${encodeURIComponent(slug)}`
const articlePath = (slug: string, sourceId: string): string =>
  `${universityPath(slug)}/articles/${encodeURIComponent(sourceId)}`

function query(parameters: object): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}
