import { createClient } from '@uniwire/client'
import { Command } from 'commander'
import { askServer } from './ask-server.ts'
import { articleCommands } from './commands/articles.ts'
import { deadLetterCommands } from './commands/dead-letters.ts'
import { doctorCommand } from './commands/doctor.ts'
import { importCommand } from './commands/import.ts'
import { importPageCommand } from './commands/import-page.ts'
import { lintFeedCommand } from './commands/lint-feed.ts'
import { logCommands } from './commands/log.ts'
import { rebuildSearchCommand } from './commands/rebuild-search.ts'
import { receiptsCommand } from './commands/receipts.ts'
import { universityCommands } from './commands/universities.ts'
import { viewCommands } from './commands/views.ts'
import { connectionFrom } from './connection.ts'

const program = new Command('uniwire')
  .description('Talks to a Uniwire at UNIWIRE_URL with the key in UNIWIRE_KEY or UNIWIRE_OPERATOR_KEY.')
  .showHelpAfterError()
const client = () => createClient(connectionFrom(process.env))
const server = () => askServer(connectionFrom(process.env))
universityCommands(program, client)
articleCommands(program, client)
receiptsCommand(program, client)
lintFeedCommand(program, () => new Date().toISOString())
importCommand(program, client)
importPageCommand(program, client)
const rebuild = program
  .command('rebuild')
  .description('make what was lost, or is to be made anew, from the log')
viewCommands(program, rebuild, server)
rebuildSearchCommand(rebuild, server)
deadLetterCommands(program, server)
doctorCommand(
  program,
  () => connectionFrom(process.env),
  () => Date.now(),
)
logCommands(program, {
  work: async () => (await import('./log-work.ts')).logWork(process.env),
  hasNats: Boolean(process.env['NATS_URL']),
  server,
  client,
})

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
