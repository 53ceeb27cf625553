import { createClient } from '@uniwire/client'
import type { UniwireClient } from '@uniwire/client'
import { newsArticle, PROFILE, UNIVERSITIES, universityOf } from './news.ts'
import { answerOf } from './standalone-process.ts'
import type { RunningProcess } from './standalone-process.ts'

const LINES_AT_ONCE = 50

/** Registers a university and gives what posts as it does. */
export async function joinAs(
  slug: string,
  { url: baseUrl, operatorKey }: Pick<RunningProcess, 'url' | 'operatorKey'>,
): Promise<UniwireClient> {
  const operator = createClient({ baseUrl, key: operatorKey })
  await operator.putUniversity(slug, PROFILE)
  const { key } = await operator.issueKey(slug)
  return createClient({ baseUrl, key })
}

/** Imports so many articles of twenty universities, until each service has them all. */
export async function postNews(
  to: Pick<RunningProcess, 'url' | 'operatorKey'>,
  articles: number,
): Promise<void> {
  let last = 0
  let posted = 0
  for (const [n, slug] of UNIVERSITIES.entries()) {
    const client = await joinAs(slug, to)
    const open = () => ReadableStream.from(linesFrom(n, articles, (count) => sent((posted += count))))
    const document = { open, contentType: 'application/x-ndjson' }
    for await (const entry of client.importDocument(slug, document)) {
      if ('sequence' in entry && entry.sequence !== undefined) last = Math.max(last, entry.sequence)
    }
  }
  for (const path of ['/v1/changes?limit=1', '/v1/search?q=a', '/v1/views?article=none']) {
    process.stdout.write(`waiting for ${path}\n`)
    await answerOf(to.url, path, last)
  }
  function sent(done: number): void {
    process.send?.({ done, of: articles, unit: 'articles imported' })
  }
}

async function* linesFrom(
  first: number,
  articles: number,
  onLines: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let from = first; from < articles;) {
    const lines: string[] = []
    for (; lines.length < LINES_AT_ONCE && from < articles; from += UNIVERSITIES.length)
      lines.push(`${JSON.stringify({ sourceId: `${universityOf(from)}-${from}`, ...newsArticle(from) })}\n`)
    onLines(lines.length)
    yield Buffer.from(lines.join(''))
  }
}
