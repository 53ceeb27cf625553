/**
 * Accepted → in the feed, accepted → searchable: from the 201 of an article to the answer that holds it, for one
 * article after the other, over HTTP (design §5, p99: 100 and 300 ms; between servers 250 and 800 ms). A thousand
 * articles are there before.
 *
 *   node services/standalone/bench/arrival.ts [articles] [servers]
 *
 * `servers`: the five services and a proxy in processes of their own, on the engines of NATS_URL, REDIS_URL and
 * ELASTICSEARCH_URL, on the ports of `pnpm dev:distributed`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newsArticle } from './news.ts'
import { joinAs, postNews } from './post-news.ts'
import { answerOf, startProcess } from './standalone-process.ts'

const ARTICLES = Number(process.argv[2] ?? 200)
const composition = process.argv[3] === 'servers' ? 'servers' : 'standalone'
const GOALS = composition === 'servers' ? { feed: 250, search: 800 } : { feed: 100, search: 300 }
const BEFORE = 1_000
/** Not measured, for what is compiled while it runs is slow. */
const WARM_UP = 30
const PAUSE_MS = 50
const SLUG = 'arrivals'

const folder = await mkdtemp(join(tmpdir(), 'uniwire-arrival-'))
try {
  await using running = await startProcess(composition, folder)
  await postNews(running, BEFORE)
  const client = await joinAs(SLUG, running)
  const times = { feed: [] as number[], search: [] as number[] }
  for (let n = -WARM_UP; n < ARTICLES; n += 1) {
    const word = `жаңалық${crypto.randomUUID().replaceAll(/[^a-f]/g, '')}${n + WARM_UP}`
    const article = {
      ...newsArticle(BEFORE + n + WARM_UP),
      title: word,
      publishedAt: new Date().toISOString(),
    }
    const { sequence } = await client.publish(SLUG, word, article)
    const acceptedMs = performance.now()
    const until = async (path: string) => {
      if (!(await answerOf(running.url, path, sequence)).includes(word))
        throw new Error(`${word} is not in ${path}`)
      return performance.now() - acceptedMs
    }
    const [feed, search] = await Promise.all([
      until(`/feeds/${SLUG}.json`),
      until(`/v1/search?q=${encodeURIComponent(word)}`),
    ])
    // One after the other, at rest.
    await sleep(PAUSE_MS)
    if (n < 0) continue
    times.feed.push(feed)
    times.search.push(search)
    process.send?.({ done: n + 1, of: ARTICLES, unit: 'articles' })
  }
  tell('in the feed', times.feed, GOALS.feed)
  tell('searchable', times.search, GOALS.search)
} finally {
  await rm(folder, { recursive: true, force: true })
}

function tell(where: string, times: readonly number[], goalMs: number): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN
  process.stdout.write(
    `accepted → ${where}: p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms of ${times.length}\n`,
  )
  process.send?.({ what: `accepted → ${where}, p50`, unit: 'ms', uniwire: at(0.5) })
  process.send?.({
    what: `accepted → ${where}, p99`,
    unit: 'ms',
    uniwire: at(0.99),
    goal: { atMost: goalMs },
  })
}
