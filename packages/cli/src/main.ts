import { createClient } from '@uniwire/client'
import { Command } from 'commander'
import { askServer } from './ask-server.ts'
import { articleCommands } from './commands/articles.ts'
import { backupCommands } from './commands/backup.ts'
import { importPageCommand } from './commands/import-page.ts'
import { migrateCommand } from './commands/migrate.ts'
import { restoreCommand } from './commands/restore.ts'
import { universityCommands } from './commands/universities.ts'
import { connectionFrom } from './connection.ts'
import { logEngines } from './engines.ts'

const program = new Command('uniwire')
  .description('Talks to a Uniwire at UNIWIRE_URL with the key in UNIWIRE_KEY or UNIWIRE_OPERATOR_KEY.')
  .showHelpAfterError()
const client = () => createClient(connectionFrom(process.env))
universityCommands(program, client)
articleCommands(program, client)
importPageCommand(program, client)
const engines = logEngines(process.env)
migrateCommand(program, engines)
backupCommands(program, engines, () => askServer(connectionFrom(process.env)))
restoreCommand(program, engines, client)

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
