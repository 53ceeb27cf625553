import { resolve } from 'node:path'
import { erasuresIn, writeErasure } from '@uniwire/log-copy'
import type { Command } from 'commander'
import type { AskServer } from '../ask-server.ts'
import { copy } from '../copy.ts'
import type { LogEngines } from '../engines.ts'
import { print } from '../print.ts'

export function backupCommands(program: Command, engines: LogEngines, server: () => AskServer): void {
  program
    .command('backup')
    .description(
      'back the log up: of NATS_URL when it is set, else of the standalone at UNIWIRE_URL (operator key)',
    )
    .requiredOption('--to <folder>', 'new or empty; the standalone writes it on its own machine')
    .action(async ({ to }: { readonly to: string }) => {
      const folder = resolve(to)
      print(engines.hasNats ? await backUpStreams(engines, folder) : await server().backUp(folder))
    })
  program
    .command('erasures')
    .description(
      'list what was erased, for a restore: of a folder, of NATS_URL, or of the standalone at UNIWIRE_URL',
    )
    .option('--from <folder>', 'the data of a stopped standalone')
    .action(async ({ from }: { readonly from?: string }) => {
      if (from === undefined && !engines.hasNats) {
        process.stdout.write(await server().erasures())
        return
      }
      await using logs = await (from === undefined ? engines.nats() : engines.folder(from))
      for await (const erasure of erasuresIn(logs)) process.stdout.write(writeErasure(erasure))
    })
}

async function backUpStreams(engines: LogEngines, folder: string) {
  await using source = await engines.nats()
  return await engines.intoFolder(folder, (target) => copy(source, target))
}
