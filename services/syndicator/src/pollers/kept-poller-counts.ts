import { readFile, rename, writeFile } from 'node:fs/promises'
import type { ServiceTools } from '@uniwire/service-kit'
import { z } from 'zod'
import type { PollerCounts } from './poller-counts.ts'
import { createPollerCounts } from './poller-counts.ts'

export interface KeptPollerCounts extends PollerCounts, AsyncDisposable {
  /** UTC instant from which on it counts. */
  readonly since: string
}

export interface KeptPollerCountsOptions {
  /** Beside the feeds of the replica; `undefined`: nothing is kept. */
  readonly file: string | undefined
  readonly randomBytes: (length: number) => Uint8Array
  readonly tools: Pick<ServiceTools, 'now' | 'logger'>
  readonly saveEveryMs?: number
}

/** What kill -9 may take of figures that are claims and lower bounds anyhow. */
const SAVE_EVERY_MS = 60_000

const schema = z.object({
  since: z.string(),
  feeds: z.array(
    z.object({
      feed: z.string(),
      aggregators: z.array(z.object({ name: z.string(), subscribers: z.number(), at: z.string() })),
      others: z.array(z.object({ day: z.string(), pollers: z.number(), atLeast: z.boolean() })),
    }),
  ),
})

/**
 * Poller counts that go on after a restart. Figures alone are on the disk, neither addresses nor hashes nor salts,
 * so who was counted before a restart of the day cannot be told from who was not (`atLeast`). A file that cannot
 * be read is begun anew. Disposing saves.
 */
export async function keepPollerCounts(options: KeptPollerCountsOptions): Promise<KeptPollerCounts> {
  const { file, randomBytes, tools, saveEveryMs = SAVE_EVERY_MS } = options
  const before = file === undefined ? undefined : await readCounts(file, tools)
  const since = before?.since ?? tools.now()
  const counts = createPollerCounts(randomBytes, before?.feeds)
  let isNew = false
  let saving: Promise<void> = Promise.resolve()
  const save = async () => {
    if (!isNew || file === undefined) return
    isNew = false
    try {
      await writeWhole(file, JSON.stringify({ since, feeds: counts.kept() }))
    } catch (error) {
      isNew = true
      tools.logger.warn({ err: error, event: 'poller-counts-not-saved' }, 'poller counts are not saved')
    }
  }
  const timer = setInterval(() => {
    saving = saving.then(save)
  }, saveEveryMs)
  timer.unref()
  return {
    since,
    seen(poll) {
      isNew = true
      counts.seen(poll)
    },
    read: (wanted) => counts.read(wanted),
    kept: () => counts.kept(),
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await saving
      await save()
    },
  }
}

async function readCounts(file: string, { logger }: KeptPollerCountsOptions['tools']) {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    logger.warn({ err: error, event: 'poller-counts-lost' }, 'poller counts begin anew')
    return undefined
  }
}

/** Killed anywhere, the old file or the new one is there. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { flush: true })
  await rename(`${file}.new`, file)
}
