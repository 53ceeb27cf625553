import type { UniwireClient } from '@uniwire/client'
import type { UniversityProfileBody } from '@uniwire/http-api'
import type { Command } from 'commander'
import { print } from '../print.ts'
import { readJson } from '../read-json.ts'

export function universityCommands(program: Command, client: () => UniwireClient): void {
  program
    .command('put-university <slug> <profile.json>')
    .description('register a university, or change it (operator key)')
    .action(async (slug: string, file: string) => {
      // The server checks every member and names each wrong one.
      const profile = (await readJson(file)) as UniversityProfileBody
      print(await client().putUniversity(slug, profile))
    })
  program
    .command('issue-key <slug>')
    .description('issue a key of a university; its text is shown this once (operator key)')
    .option('--label <text>', 'what the key is for')
    .option('--scope <scope...>', 'publish, withdraw, read, import; all when left out')
    .action(async (slug: string, options: { label?: string; scope?: readonly string[] }) => {
      const { label, scope: scopes } = options
      print(
        await client().issueKey(slug, {
          ...(label === undefined ? {} : { label }),
          ...(scopes === undefined ? {} : { scopes }),
        }),
      )
    })
  program
    .command('keys <slug>')
    .description('all keys of a university, without their text (operator key)')
    .action(async (slug: string) => print(await client().keys(slug)))
  program
    .command('revoke-key <slug> <keyId>')
    .description('let a key open nothing from now on (operator key)')
    .action(async (slug: string, keyId: string) => print(await client().revokeKey(slug, keyId)))
}
