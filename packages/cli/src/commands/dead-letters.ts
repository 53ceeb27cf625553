import { Argument, InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import type { AskServer } from '../ask-server.ts'
import { print } from '../print.ts'

type Server = () => Pick<AskServer, 'deadLetters' | 'dropDeadLetter' | 'replayDeadLetter'>

const PROJECTIONS = ['search', 'feeds', 'hub', 'views'] as const

/** Why there is nothing to apply again, and what to do instead (docs/operations.md). */
const INSTEAD: Readonly<Record<string, string>> = {
  hub: 'what an event owes is found by the feeds themselves: drop the letter',
  feeds: 'each syndicator applies it when it makes its feeds anew: start it without feeds.db, then drop the letter',
  views: 'each views service applies it when it reads articles anew: start it without views-store.db, then drop the letter',
} // prettier-ignore

/** Events that a projection could not apply, with the operator's key, at UNIWIRE_URL. */
export function deadLetterCommands(program: Command, server: Server): void {
  const letters = program
    .command('dead-letters')
    .description('events that a projection could not apply (operator key)')
    .action(async () => print(await server().deadLetters()))
  const projection = () =>
    new Argument('<projection>', 'which could not apply the event').choices(PROJECTIONS)
  letters
    .command('replay')
    .description('apply the article’s last event again, and drop the letter when that succeeds')
    .addArgument(projection())
    .argument('<sequence>', 'of the event', wholeNumber)
    .action(async (name: string, sequence: string) => {
      const instead = INSTEAD[name]
      if (instead !== undefined) throw new Error(`${name} replays no single event: ${instead}`)
      const replayed = await server().replayDeadLetter(sequence)
      print(replayed)
      if (replayed.kind === 'applied') await server().dropDeadLetter(name, sequence)
      else process.exitCode = 1
    })
  letters
    .command('drop')
    .description('forget the letter; the event stays in the log')
    .addArgument(projection())
    .argument('<sequence>', 'of the event', wholeNumber)
    .action(async (name: string, sequence: string) => print(await server().dropDeadLetter(name, sequence)))
}

function wholeNumber(text: string): string {
  if (/^[1-9]\d{0,15}$/.test(text)) return text
  throw new InvalidArgumentError('it is the number that `uniwire dead-letters` shows as “sequence”')
}
