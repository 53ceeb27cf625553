import type { Database } from './database.ts'
import { integer } from './columns.ts'

/**
 * Brings a file to the newest schema: `steps[n]` makes version n + 1 out of version n, and each is one
 * transaction. Released steps never change. Throws for a file that a newer release wrote.
 */
export function migrate(database: Database, steps: readonly string[]): void {
  const found = integer(database.statement('PRAGMA user_version').get() ?? {}, 'user_version')
  if (found > steps.length) {
    throw new Error(
      `${database.file}: schema ${found} is newer than this release, which knows ${steps.length}`,
    )
  }
  steps.slice(found).forEach((step, index) => {
    database.transaction(() => database.exec(`${step}; PRAGMA user_version = ${found + index + 1}`))
  })
}
