import { readFile } from 'node:fs/promises'
import type { PageAnswers, UniwireClient } from '@uniwire/client'
import { importPage } from '@uniwire/page-import'
import type { Command } from 'commander'
import { print } from '../print.ts'

interface Options extends Omit<PageAnswers, 'language'> {
  readonly university?: string
  readonly timeZone: string
  readonly homepage: string
  readonly language?: 'kk' | 'kk-Latn' | 'ru' | 'en'
}

/** With `--university` the running server reads the page, and may publish it; without, this process does. */
export function importPageCommand(program: Command, client: () => UniwireClient): void {
  program
    .command('import-page <file>')
    .description('turn a printed news page into a draft with evidence')
    .option('--university <slug>', 'let the server read it with what it knows of this university')
    .option('--source-id <id>', 'the article’s id at its site; needed to publish')
    .option('--publish', 'publish it when nothing is in doubt')
    .option('--time-zone <name>', 'zone of printed times, without a university', 'Asia/Almaty')
    .option('--homepage <url>', 'the site, without a university', 'https://university.example/')
    .option('--title <text>')
    .option('--published-at <date>')
    .option('--language <tag>')
    .option('--url <url>')
    .option('--category <name>')
    .option('--byline <text>')
    .action(async (file: string, { university, timeZone, homepage, ...answers }: Options) => {
      const bytes = await readFile(file)
      const mediaType = /\.html?$/i.test(file) ? 'text/html' : 'text/plain'
      if (university !== undefined) {
        print(
          await client().importPage(
            university,
            { bytes, contentType: `${mediaType}; charset=utf-8` },
            answers,
          ),
        )
        return
      }
      const { sourceId: _unused, publish: _local, ...overrides } = answers
      const site = { timeZone, homepage, names: { kk: '', ru: '', en: '' } }
      print(importPage({ text: bytes.toString('utf8'), mediaType }, site, overrides))
    })
}
