import type { UniwireClient } from '@uniwire/client'
import type { ArticleBody } from '@uniwire/http-api'
import type { Command } from 'commander'
import { print } from '../print.ts'
import { readJson } from '../read-json.ts'

export function articleCommands(program: Command, client: () => UniwireClient): void {
  program
    .command('publish <slug> <sourceId> <article.json>')
    .description('publish an article, or replace its content')
    .action(async (slug: string, sourceId: string, file: string) => {
      // The server checks every member and names each wrong one.
      const article = (await readJson(file)) as ArticleBody
      print(await client().publish(slug, sourceId, article))
    })
  program
    .command('show <slug> <sourceId>')
    .description('an article as it is now, whatever its status')
    .action(async (slug: string, sourceId: string) => print(await client().article(slug, sourceId)))
  program
    .command('status <slug> <sourceId>')
    .description('whether its last change has arrived in search, feeds, subscribers and counts')
    .action(async (slug: string, sourceId: string) => print(await client().status(slug, sourceId)))
  program
    .command('withdraw <slug> <sourceId> <reason>')
    .description('take an article back; readers are shown the reason')
    .action(async (slug: string, sourceId: string, reason: string) =>
      print(await client().withdraw(slug, sourceId, reason)),
    )
}
