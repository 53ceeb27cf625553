import type { Command } from 'commander'
import { copy } from '../copy.ts'
import type { LogEngines } from '../engines.ts'
import { print } from '../print.ts'

export function migrateCommand(program: Command, engines: LogEngines): void {
  program
    .command('migrate')
    .description('copy the log of a stopped standalone into the empty streams of NATS_URL; safe to repeat')
    .requiredOption('--from <folder>', 'the data of the standalone')
    .action(async ({ from }: { readonly from: string }) => {
      await using source = await engines.folder(from)
      await using target = await engines.nats()
      print(await copy(source, target))
    })
}
