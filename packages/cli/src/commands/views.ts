import type { Command } from 'commander'
import type { AskServer } from '../ask-server.ts'
import { print } from '../print.ts'

type Server = () => Pick<AskServer, 'auditViews' | 'explainViews' | 'rebuildViews'>

/** `rebuild`: the verb, to which what can be rebuilt is added. */
export function viewCommands(program: Command, rebuild: Command, server: Server): void {
  rebuild
    .command('views')
    .description('lift lost counters to the last totals in the log, and list every difference (operator key)')
    .option('--check', 'change nothing; ends with 2 when a counter was lost')
    .action(async ({ check }: { readonly check?: true }) => {
      if (check !== true) return print(await server().rebuildViews())
      const audit = await server().auditViews()
      print(audit)
      if (audit.lost > 0) process.exitCode = 2
    })
  program
    .command('views')
    .description('what counts are made of')
    .command('explain <article>')
    .description(
      'counted views, those that were not by reason, and the old site’s, of an id or {slug}/{sourceId}',
    )
    .action(async (article: string) => print(await server().explainViews(article)))
}
