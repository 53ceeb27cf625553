/**
 * What it costs to have feeds of 50 articles after one of the articles is new: one article rendered and 50 fragments
 * joined, against the npm libraries rendering the same 50 articles from objects (design §5). An article stands in
 * several feeds, and is rendered once for all of them. The result is the document as a string; to make UTF-8 bytes of it
 * costs every way the same, and is a line of its own.
 * `node bench/render.ts [rounds]` prints the best and the median of rounds that take turns in one process,
 * garbage collected between; on a machine that does other work too, the best says more.
 */
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { renderAtom, renderEntry, renderJsonFeed, renderRss } from '../src/index.ts'
import type { EntryFragments } from '../src/index.ts'
import { sampleHeader } from '../src/sample-feed.ts'
import { ENTRIES, NEWEST, UPDATED } from './articles.ts'
import * as peers from './peers.ts'

/** All; the university; its language; the language; two categories. */
const FEEDS_OF_AN_ARTICLE = 6
const ROUNDS = Number(process.argv[2] ?? 30)
const WARM_UP = 10
const RUNS_PER_ROUND = 3
/** As they come from a store: a string just concatenated is slower to join. */
const STORED = ENTRIES.slice(1).map((entry) => stored(renderEntry(entry)))

type Render = (entries: readonly EntryFragments[]) => string
const rss: Render = (all) =>
  renderRss(
    sampleHeader('all', 'rss', UPDATED),
    all.map((entry) => entry.rss),
  )
const atom: Render = (all) =>
  renderAtom(
    sampleHeader('all', 'atom', UPDATED),
    all.map((entry) => entry.atom),
  )
const json: Render = (all) =>
  renderJsonFeed(
    sampleHeader('all', 'json', UPDATED),
    all.map((entry) => entry.json),
  )

const body = rss(STORED)

/** Each way is compared with the one of ours that makes the same documents. */
const WAYS: Readonly<Record<string, readonly [peerOf: string, run: () => number]>> = {
  'RSS: uniwire': ['', () => uniwire([rss], 1)],
  'RSS: rss': ['RSS: uniwire', () => length(peers.rssRss())],
  'RSS: feed': ['RSS: uniwire', () => length(peers.feedRss())],
  'RSS: feedsmith': ['RSS: uniwire', () => length(peers.feedsmithRss())],
  'Atom: uniwire': ['', () => uniwire([atom], 1)],
  'Atom: feed': ['Atom: uniwire', () => length(peers.feedAtom())],
  'Atom: feedsmith': ['Atom: uniwire', () => length(peers.feedsmithAtom())],
  '3 formats: uniwire': ['', () => uniwire([rss, atom, json], 1)],
  '3 formats: feed': ['3 formats: uniwire', () => feed(1)],
  '3 formats: feedsmith': ['3 formats: uniwire', () => feedsmith(1)],
  'UTF-8 bytes of one RSS document': ['', () => Buffer.from(body).length],
  '6 feeds, RSS: uniwire': ['', () => uniwire([rss], FEEDS_OF_AN_ARTICLE)],
  '6 feeds, RSS: rss': [
    '6 feeds, RSS: uniwire',
    () => times(FEEDS_OF_AN_ARTICLE, () => length(peers.rssRss())),
  ],
  '6 feeds, 3 formats: uniwire': ['', () => uniwire([rss, atom, json], FEEDS_OF_AN_ARTICLE)],
  '6 feeds, 3 formats: feed': ['6 feeds, 3 formats: uniwire', () => feed(FEEDS_OF_AN_ARTICLE)],
  '6 feeds, 3 formats: feedsmith': ['6 feeds, 3 formats: uniwire', () => feedsmith(FEEDS_OF_AN_ARTICLE)],
}

const samples = new Map<string, number[]>(Object.keys(WAYS).map((name) => [name, []]))
let rendered = 0
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
  process.send?.({ done: round, of: ROUNDS + WARM_UP, unit: 'rounds' })
  for (const [name, [, run]] of Object.entries(WAYS)) {
    collectGarbage()
    for (let repeat = 0; repeat < RUNS_PER_ROUND; repeat += 1) {
      const start = performance.now()
      rendered += run()
      if (round >= WARM_UP) samples.get(name)?.push(performance.now() - start)
    }
  }
}

const lines = [
  `${ENTRIES.length} items of ${Buffer.byteLength(NEWEST.bodyHtml)} bytes of HTML, RSS of ${Buffer.byteLength(body)} bytes, ${rendered} characters in all`,
]
for (const [name, [peerOf]] of Object.entries(WAYS)) {
  const columns = [0, 0.5].map((share) => {
    const ratio = peerOf === '' ? '' : `${(quantile(name, share) / quantile(peerOf, share)).toFixed(1)} ×`
    return `${quantile(name, share).toFixed(3).padStart(10)} ms${ratio.padStart(9)}`
  })
  lines.push(name.padEnd(32) + columns.join(''))
}
process.stdout.write(`${lines.join('\n')}\n`)
for (const [name, [peerOf]] of Object.entries(WAYS).filter(([, [peer]]) => peer !== '')) {
  const [own, peer] = [quantile(peerOf, 0), quantile(name, 0)]
  process.send?.({
    what: `${name}, so many times faster`,
    unit: 'ms',
    uniwire: own,
    against: peer,
    ratio: peer / own,
    goal: { atLeast: 50 },
  })
}

function uniwire(formats: readonly Render[], feeds: number): number {
  const all = [renderEntry(NEWEST), ...STORED]
  return times(feeds, () => formats.reduce((total, render) => total + length(render(all)), 0))
}

function feed(feeds: number): number {
  return times(feeds, () => length(peers.feedRss()) + length(peers.feedAtom()) + length(peers.feedJson()))
}

function feedsmith(feeds: number): number {
  return times(
    feeds,
    () => length(peers.feedsmithRss()) + length(peers.feedsmithAtom()) + length(peers.feedsmithJson()),
  )
}

function times(count: number, run: () => number): number {
  let total = 0
  for (let index = 0; index < count; index += 1) total += run()
  return total
}

function length(document: string): number {
  return document.length
}

function stored({ rss: item, atom: entry, json: member }: EntryFragments): EntryFragments {
  return { rss: copied(item), atom: copied(entry), json: copied(member) }
}

function copied(text: string): string {
  return Buffer.from(text).toString()
}

/** The best is the quantile 0, the median 0.5. */
function quantile(name: string, share: number): number {
  const sorted = (samples.get(name) ?? []).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}
