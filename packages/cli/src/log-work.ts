import { existsSync } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { erasuresIn, readErasures, writeErasure } from '@uniwire/log-copy'
import type { CopyReport } from '@uniwire/log-copy'
import { copy } from './copy.ts'
import type { LogEngines } from './engines.ts'
import { logEngines } from './engines.ts'

/** Counters of views, which are no part of the log. */
const VIEWS_FILE = 'views.db'

/** What the command line does with logs itself, while no server runs over them. */
export interface LogWork {
  /** From a stopped standalone's data into the streams of NATS_URL. */
  migrate(from: string): Promise<CopyReport>
  /** The streams of NATS_URL into a folder. */
  backUp(to: string): Promise<CopyReport>
  /** Into a stopped standalone's data, or into the streams of NATS_URL. */
  restore(options: {
    readonly from: string
    readonly data?: string
    readonly erasures?: string
  }): Promise<CopyReport>
  /** Of a stopped standalone's data, or of the streams of NATS_URL; one a line. */
  listErasures(from: string | undefined, write: (line: string) => void): Promise<void>
}

export function logWork(environment: NodeJS.ProcessEnv): LogWork {
  const engines = logEngines(environment)
  return {
    async migrate(from) {
      await using source = await engines.folder(from)
      await using target = await engines.nats()
      return await copy(source, target)
    },
    async backUp(to) {
      await using source = await engines.nats()
      return await engines.intoFolder(to, (target) => copy(source, target))
    },
    restore: (options) => restore(engines, options),
    async listErasures(from, write) {
      await using logs = await (from === undefined ? engines.nats() : engines.folder(from))
      for await (const erasure of erasuresIn(logs)) write(writeErasure(erasure))
    },
  }
}

async function restore(
  engines: LogEngines,
  { from, data, erasures: file }: Parameters<LogWork['restore']>[0],
): Promise<CopyReport> {
  const erasures = file === undefined ? [] : readErasures(await readFile(file, 'utf8'))
  await using source = await engines.folder(from)
  if (data === undefined) {
    await using target = await engines.nats()
    return await copy(source, target, erasures)
  }
  return await engines.intoFolder(data, async (target) => {
    const report = await copy(source, target, erasures)
    const views = join(from, VIEWS_FILE)
    if (existsSync(views)) await copyFile(views, join(data, VIEWS_FILE))
    return report
  })
}
