import { resolve } from 'node:path'
import type { UniwireClient } from '@uniwire/client'
import type { Command } from 'commander'
import type { AskServer } from '../ask-server.ts'
import type { LogWork } from '../log-work.ts'
import { print } from '../print.ts'

export interface LogCommandParts {
  /** Loaded when it is needed: with it come all engines, and no other command waits for those. */
  readonly work: () => Promise<LogWork>
  /** Whether the environment names a NATS server; else a running standalone is asked. */
  readonly hasNats: boolean
  readonly server: () => AskServer
  readonly client: () => UniwireClient
}

interface RestoreOptions {
  readonly from?: string
  readonly data?: string
  readonly erasures?: string
}

export function logCommands(program: Command, { work, hasNats, server, client }: LogCommandParts): void {
  program
    .command('migrate')
    .description('copy the log of a stopped standalone into the empty streams of NATS_URL; safe to repeat')
    .requiredOption('--from <folder>', 'the data of the standalone')
    .action(async ({ from }: { readonly from: string }) => print(await (await work()).migrate(from)))
  program
    .command('backup')
    .description(
      'back the log up: of NATS_URL when it is set, else of the standalone at UNIWIRE_URL (operator key)',
    )
    .requiredOption('--to <folder>', 'new or empty; the standalone writes it on its own machine')
    .action(async ({ to }: { readonly to: string }) => {
      const folder = resolve(to)
      print(hasNats ? await (await work()).backUp(folder) : await server().backUp(folder))
    })
  program
    .command('erasures')
    .description(
      'list what was erased, for a restore: of a folder, of NATS_URL, or of the standalone at UNIWIRE_URL',
    )
    .option('--from <folder>', 'the data of a stopped standalone')
    .action(async ({ from }: { readonly from?: string }) => {
      const write = (text: string) => void process.stdout.write(text)
      if (from === undefined && !hasNats) write(await server().erasures())
      else await (await work()).listErasures(from, write)
    })
  // Of an article, and of a whole log: the verb is the same, and what it is of is named.
  const restore = program
    .command('restore [slug] [sourceId]')
    .description('undo the withdrawal of an article; with --from, bring back a log from its backup')
    .option('--from <folder>', 'the backup')
    .option(
      '--data <folder>',
      'into the data of a stopped standalone; else into the empty streams of NATS_URL',
    )
    .option('--erasures <file>', 'from `uniwire erasures`: what was erased since the backup stays erased')
  restore.action(async (slug: string | undefined, sourceId: string | undefined, options: RestoreOptions) => {
    const { from } = options
    if (from !== undefined && slug === undefined)
      return print(await (await work()).restore({ ...options, from }))
    if (from === undefined && slug !== undefined && sourceId !== undefined) {
      return print(await client().restore(slug, sourceId))
    }
    return restore.error('error: name an article (slug and sourceId), or a backup (--from)')
  })
}
