import type { Connection } from '@uniwire/client'

/** The one place of the command line that looks at the environment. */
export function connectionFrom(environment: NodeJS.ProcessEnv): Connection {
  return {
    baseUrl: environment['UNIWIRE_URL'] ?? 'http://127.0.0.1:4000',
    key: environment['UNIWIRE_KEY'] ?? environment['UNIWIRE_OPERATOR_KEY'],
  }
}
