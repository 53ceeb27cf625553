import { ConfigError } from './config.ts'

/**
 * What went wrong at start, for the person at the terminal: the sentence, not the stack. `portSetting` is the one
 * to change when the port is taken.
 */
export function explainFailure(error: unknown, portSetting = 'UNIWIRE_…PORT'): string {
  if (error instanceof ConfigError) return `${error.message}\n`
  if (!(error instanceof Error)) return `${String(error)}\n`
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `The port is taken by another program. Stop it, or choose another one with ${portSetting}.\n`
  }
  return 'code' in error ? `${error.message}\n` : `${error.stack ?? error.message}\n`
}
