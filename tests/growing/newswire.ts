import type { Changes, Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { TestUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

/** Before every address, wherever the newswire runs: what is served does not depend on the machine. */
export const PUBLIC_URL = 'https://wire.example.kz'

/** Everything that aggregators keep copies of. */
const DOCUMENTS = [
  ...['all', 'growing', 'nura'].flatMap((feed) =>
    ['rss', 'atom', 'json'].map((format) => `/feeds/${feed}.${format}`),
  ),
  '/feeds.opml',
  '/sitemap.xml',
  '/v1/changes?after=0&limit=1000',
  '/v1/changes?after=3&limit=5',
]

export interface Story {
  readonly published: Written
  readonly revised: Written
  readonly withdrawn: Written
  readonly restored: Written
  /** Sequence of the last write. */
  readonly last: number
}

/** One article of each kind, every kind of event. */
export async function tellStories(university: TestUniversity): Promise<Story> {
  const put = async (sourceId: string, title: string) =>
    written(
      await university.put(sourceId, { title, bodyText: `${title}, рассказано подробно.`, language: 'ru' }),
    )
  const verb = async (sourceId: string, name: string, body?: object) =>
    written(await university.call('POST', `/articles/${sourceId}/${name}`, body))
  const published = await put('published', 'Опубликовано однажды')
  await put('revised', 'Первая редакция')
  const revised = await put('revised', 'Вторая редакция')
  await put('withdrawn', 'Отозвано навсегда')
  const withdrawn = await verb('withdrawn', 'withdraw', { reason: 'Ошибка в данных' })
  await put('restored', 'Возвращено после отзыва')
  await verb('restored', 'withdraw', { reason: 'Недоразумение' })
  const restored = await verb('restored', 'restore')
  return { published, revised, withdrawn, restored, last: restored.sequence }
}

/** Readers of different days: each opens the article once. */
export async function view(url: string, article: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': `Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/${n}.0`,
    }
    const body = JSON.stringify({ article, event: `view-${article}-${n}` })
    const response = await fetch(`${url}/v1/views`, { method: 'POST', headers, body })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  }
}

/** Every document, byte for byte, with its entity tag, once the sequence is in it. */
export async function documentsOf(url: string, sequence: number): Promise<Readonly<Record<string, string>>> {
  const documents: Record<string, string> = {}
  for (const path of DOCUMENTS) {
    const response = await fetchAt(url, path, sequence)
    documents[path] = `${response.status} ${response.headers.get('ETag')}\n${await response.text()}`
  }
  return documents
}

/** What search knows and counts say. */
export async function knownOf(url: string, sequence: number) {
  const read = readerOf(url)
  await fetchAt(url, '/v1/search?q=', sequence)
  const { hits, total } = await read.json<Found>('/v1/search?q=&sort=newest&limit=50')
  const views = []
  for (const { id } of hits) {
    const { views: answers } = await read.json<{ views: { live: number; total: number }[] }>(
      `/v1/views?article=${id}`,
    )
    views.push({ id, live: answers[0]?.live, total: answers[0]?.total })
  }
  const { changes } = await read.json<Changes>('/v1/changes?after=0&limit=1000')
  return { total, titles: hits.map(({ titleHtml }) => titleHtml), views, changes: changes.length }
}

/** Titles that search finds for these words once it contains the sequence, best first. */
export async function titlesFor(url: string, words: string, sequence: number): Promise<readonly string[]> {
  const response = await fetchAt(url, `/v1/search?q=${encodeURIComponent(words)}`, sequence)
  const { hits } = (await response.json()) as Found
  return hits.map(({ titleHtml }) => titleHtml.replaceAll(/<[^>]*>/g, ''))
}

/** 503 says: not yet. */
async function fetchAt(url: string, path: string, sequence: number): Promise<Response> {
  return waitUntil(
    `${path} at ${sequence}`,
    async () => {
      const headers = { 'Uniwire-Min-Position': String(sequence) }
      const response = await fetch(url + path, { headers })
      return response.status === 503 ? undefined : response
    },
    60_000,
  )
}

async function written(response: Response): Promise<Written> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Written
}
