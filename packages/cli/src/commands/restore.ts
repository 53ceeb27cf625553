import { existsSync } from 'node:fs'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { UniwireClient } from '@uniwire/client'
import { readErasures } from '@uniwire/log-copy'
import type { Command } from 'commander'
import { copy } from '../copy.ts'
import type { LogEngines } from '../engines.ts'
import { print } from '../print.ts'

/** Counters of views, which are no part of the log. */
const VIEWS_FILE = 'views.db'

interface Options {
  readonly from?: string
  readonly data?: string
  readonly erasures?: string
}

/** Of an article, and of a whole log: the verb is the same, and what it is of is named. */
export function restoreCommand(program: Command, engines: LogEngines, client: () => UniwireClient): void {
  const command = program
    .command('restore [slug] [sourceId]')
    .description('undo the withdrawal of an article; with --from, bring back a log from its backup')
    .option('--from <folder>', 'the backup')
    .option(
      '--data <folder>',
      'into the data of a stopped standalone; else into the empty streams of NATS_URL',
    )
    .option('--erasures <file>', 'from `uniwire erasures`: what was erased since the backup stays erased')
  command.action(async (slug: string | undefined, sourceId: string | undefined, options: Options) => {
    const { from } = options
    if (from !== undefined && slug === undefined)
      return print(await restoreLog(engines, { ...options, from }))
    if (from === undefined && slug !== undefined && sourceId !== undefined) {
      return print(await client().restore(slug, sourceId))
    }
    return command.error('error: name an article (slug and sourceId), or a backup (--from)')
  })
}

async function restoreLog(
  engines: LogEngines,
  { from, data, erasures: file }: Options & { readonly from: string },
) {
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
