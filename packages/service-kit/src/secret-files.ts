import { readFileSync } from 'node:fs'
import { ConfigError } from './config.ts'

/**
 * The environment with the secrets that lie in files: `NAME_FILE=/run/secrets/name` stands for `NAME`, its
 * last line break removed. Throws ConfigError for both at once, and for a file that cannot be read.
 */
export function readSecretFiles(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const wrong: string[] = []
  const read = names.flatMap((name) => {
    const setting = `${name}_FILE`
    const file = environment[setting]
    if (file === undefined || file === '') return []
    if (environment[name]) wrong.push(`${setting}: stands beside ${name}; set one of them`)
    try {
      return [[name, readFileSync(file, 'utf8').replace(/\r?\n$/, '')] as const]
    } catch (error) {
      wrong.push(`${setting}: ${error instanceof Error ? error.message : String(error)}`)
      return []
    }
  })
  if (wrong.length > 0) throw new ConfigError(wrong)
  return { ...environment, ...Object.fromEntries(read) }
}
