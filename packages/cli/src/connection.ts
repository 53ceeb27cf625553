import type { Connection } from '@uniwire/client'

/** The one place of the command line that looks at the environment. */
export function connectionFrom(environment: NodeJS.ProcessEnv): Connection {
  return {
    baseUrl: set(environment['UNIWIRE_URL']) ?? 'http://127.0.0.1:4000',
    key: set(environment['UNIWIRE_KEY']) ?? set(environment['UNIWIRE_OPERATOR_KEY']),
  }
}

/** An empty variable is one that is not set. */
function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}
