/**
 * Records views in the counter named on the command line until it is killed, ten callers at once, and
 * tells of each counted one by a line on stdout: `article id`. The line is written synchronously: one that
 * waits in a buffer dies with the process.
 */
import { writeSync } from 'node:fs'
import { openViewCounter } from '@uniwire/adapter-sqlite'

const [, , file = ''] = process.argv
const counter = await openViewCounter({ file, now: Date.now })
const articles = Array.from({ length: 10 }, (_, n) => `article-${n}`)
await counter.seed(
  articles.map((article) => ({
    totals: { article, live: 0, unique: 0, rejected: {}, revision: 0 },
    days: {},
  })),
)

async function write(article: string): Promise<never> {
  for (;;) {
    const id = crypto.randomUUID()
    const [outcome] = await counter.record([{ id, article, visitor: id, at: new Date().toISOString() }])
    if (outcome !== 'counted') throw new Error(`${id} is ${outcome}`)
    writeSync(1, `${article} ${id}\n`)
  }
}

await Promise.all(articles.map(write))
