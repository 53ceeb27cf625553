import { waitUntil } from '../harness/wait-until.ts'
import type { RecordedAnswers, Recorder } from './recorder.ts'
import { openRecorder } from './recorder.ts'
import { GLACIERS, GLACIERS_IN_KAZAKH, GLACIERS_LATER, LIBRARY } from './recorded-requests.ts'
import { LIBRARY_REVISED, MISSPELT, NURA, PAGE } from './recorded-requests.ts'

const DEADLINE_MS = 60_000
const SLUG = '/v1/universities/{slug}'
const ARTICLE = `${SLUG}/articles/{sourceId}`
const HERE = '/v1/universities/nura'

interface Published {
  readonly library: string
  readonly glaciers: string
}

/** The answers of a standalone of its own to a day of one university: registered, published, read, withdrawn, erased. */
export async function recordAnswers(): Promise<RecordedAnswers> {
  await using recorder = await openRecorder()
  const spare = await registered(recorder)
  await read(recorder, await published(recorder))
  await settled(recorder)
  await ended(recorder, spare)
  return recorder.answers()
}

/** Gives the id of a second key. */
async function registered({ ask, actWith }: Recorder): Promise<string> {
  await ask('PUT', SLUG, HERE, NURA)
  await ask('PUT', SLUG, HERE, { ...NURA, contact: 'press@nura.example' })
  const spare = await ask('POST', `${SLUG}/keys`, `${HERE}/keys`, { label: 'Spare', scopes: ['read'] })
  const main = { label: 'Main site' }
  const repeatable = { 'Idempotency-Key': 'main-site' }
  const { key } = await ask('POST', `${SLUG}/keys`, `${HERE}/keys`, main, repeatable)
  await ask('POST', `${SLUG}/keys`, `${HERE}/keys`, main, repeatable)
  actWith(key)
  await ask('GET', `${SLUG}/access`, `${HERE}/access`)
  return spare.id
}

/** Gives the ids of the article that the rest of the day is about, and of one that another is like. */
async function published({ ask, subscribe, delivered }: Recorder): Promise<Published> {
  const { id } = await ask('PUT', ARTICLE, at('41'), LIBRARY)
  // A new subscriber is sent the feed as it is; each change comes after that.
  await subscribe('/feeds/nura.atom')
  await delivered('Monday')
  await ask('PUT', ARTICLE, at('41'), LIBRARY_REVISED)
  await delivered('Tuesday')
  await ask('PUT', ARTICLE, at('42'), MISSPELT)
  await ask('GET', ARTICLE, at('41'))
  const kazakh = { sourceId: 'news/2026/44', ...GLACIERS_IN_KAZAKH }
  const glaciers = { sourceId: 'news/2026/43', ...GLACIERS }
  const { id: ofGlaciers } = await ask('POST', `${SLUG}/articles`, `${HERE}/articles`, glaciers)
  await ask('PUT', ARTICLE, at('46'), GLACIERS_LATER)
  await ask('POST', `${SLUG}/articles`, `${HERE}/articles`, kazakh)
  await ask('POST', `${SLUG}/articles`, `${HERE}/articles`, kazakh)
  const page = `${HERE}/pages?sourceId=news%2F2026%2F45`
  await ask('POST', `${SLUG}/pages`, page, PAGE)
  await ask('POST', `${SLUG}/pages`, `${page}&publish=true`, PAGE)
  for (let n = 0; n < 2; n += 1)
    await ask('POST', `${ARTICLE}/aliases`, at('41', '/aliases'), { sourceId: 'library-opens-at-night' })
  return { library: id, glaciers: ofGlaciers }
}

async function read({ ask, open, poll, today }: Recorder, { library, glaciers }: Published): Promise<void> {
  await open(library)
  await poll('/feeds/nura.rss', 'Feedly/1.0 (+https://feedly.example; 12 subscribers)')
  await waitUntil('the view in a hit', async () => {
    const answers = await ask('GET', '/v1/search', '/v1/search?q=night')
    return JSON.stringify(answers).includes('"views":489')
  }, DEADLINE_MS) // prettier-ignore
  await ask('GET', '/v1/search', '/v1/search?q=glaciers&language=en&limit=1')
  for (const [template, path] of [
    [SLUG, HERE],
    ['/v1/universities', '/v1/universities'],
    ['/v1/suggest', '/v1/suggest?q=nu'],
    ['/v1/articles/{id}', `/v1/articles/${library}`],
    ['/v1/articles/{id}/similar', `/v1/articles/${glaciers}/similar`],
    ['/v1/views', `/v1/views?article=${library}`],
    ['/v1/views/days', `/v1/views/days?article=${library}&from=${today}`],
    ['/v1/views/explain', `/v1/views/explain?article=${library}`],
    ['/v1/views/universities/{file}', `/v1/views/universities/nura.json?from=${today}`],
    ['/v1/most-read', '/v1/most-read?window=7d'],
    ['/v1/changes', '/v1/changes?after=0&limit=3'],
    ['/v1/feeds/readers', '/v1/feeds/readers?university=nura'],
  ] as const)
    await ask('GET', template, path)
}

/** Everything has arrived, also at the one subscriber. */
async function settled({ ask }: Recorder): Promise<void> {
  await waitUntil('the receipts of every delivery', async () => {
    const answer = await ask('GET', '/v1/receipts', '/v1/receipts?university=nura&sourceId=news%2F2026%2F41')
    return JSON.stringify(answer).includes('"pending":[]')
  }, DEADLINE_MS) // prettier-ignore
  await waitUntil('the article everywhere', async () => {
    const answer = await ask('GET', `${ARTICLE}/status`, at('41', '/status'))
    return !/"(pending|unknown)"/.test(JSON.stringify(answer))
  }, DEADLINE_MS) // prettier-ignore
}

async function ended({ ask, actWith, operatorKey }: Recorder, spareKey: string): Promise<void> {
  await ask('POST', `${ARTICLE}/withdraw`, at('41', '/withdraw'), { reason: 'The rooms open a week later.' })
  await ask('POST', `${ARTICLE}/restore`, at('41', '/restore'), {})
  await ask('GET', `${ARTICLE}/history`, at('41', '/history'))
  actWith(operatorKey)
  await ask('GET', `${SLUG}/keys`, `${HERE}/keys`)
  await ask('DELETE', `${SLUG}/keys/{id}`, `${HERE}/keys/${spareKey}`)
  const basis = 'Order 7-14 of the city court of 13 February 2026'
  await ask('POST', `${ARTICLE}/erase`, at('45', '/erase'), { basis })
}

function at(number: string, verb = ''): string {
  return `${HERE}/articles/news%2F2026%2F${number}${verb}`
}
