import type { UniwireClient } from '@uniwire/client'
import type { Command } from 'commander'
import { print } from '../print.ts'

export function receiptsCommand(program: Command, client: () => UniwireClient): void {
  program
    .command('receipts <slug> <sourceId>')
    .description('which subscribers were sent an article, and who has not confirmed its last change')
    .option('--unconfirmed', 'only who has not confirmed; ends with 2 when there is anybody')
    .action(async (slug: string, sourceId: string, options: { unconfirmed?: true }) => {
      const { article, receipts, pending } = await client().receipts(slug, sourceId)
      const notConfirmed = pending.map(({ host, topic, failures, nextAttemptAt }) => ({
        host,
        topic,
        failures,
        ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
      }))
      if (options.unconfirmed !== true) return print({ article, notConfirmed, receipts })
      print(notConfirmed)
      if (notConfirmed.length > 0) process.exitCode = 2
    })
}
