import { readFile } from 'node:fs/promises'
import type { PageAnswers, UniwireClient } from '@uniwire/client'
import { importPage } from '@uniwire/page-import'
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { print } from '../print.ts'

interface Options extends Omit<PageAnswers, 'language'> {
  readonly university?: string
  readonly timeZone: string
  readonly homepage: string
  readonly charset: string
  readonly language?: 'kk' | 'kk-Latn' | 'ru' | 'en'
}

/** With `--university` the running server reads the page, and may publish it; without, this process does. */
export function importPageCommand(program: Command, client: () => UniwireClient): void {
  const command = program
    .command('import-page <file>')
    .description('turn a printed news page into a draft with evidence')
    .option('--university <slug>', 'let the server read it with what it knows of this university')
    .option('--source-id <id>', 'the article’s id at its site; needed to publish')
    .option('--publish', 'publish it when nothing is in doubt')
    .option('--time-zone <name>', 'zone of printed times, without a university', zone, 'Asia/Almaty')
    .option('--homepage <url>', 'the site, without a university', 'https://university.example/')
    .option('--charset <name>', 'of the file, as windows-1251', charset, 'utf-8')
    .option('--title <text>')
    .option('--published-at <date>')
    .addOption(new Option('--language <tag>').choices(['kk', 'kk-Latn', 'ru', 'en']))
    .option('--url <url>')
    .option('--category <name>')
    .option('--byline <text>')
  command.action(async (file: string, options: Options) => {
    const { university, timeZone, homepage, charset: encoding, sourceId, publish, ...overrides } = options
    const mediaType = /\.html?$/i.test(file) ? 'text/html' : 'text/plain'
    if (university !== undefined) {
      const contentType = `${mediaType}; charset=${encoding}`
      const answers = {
        ...overrides,
        ...(sourceId === undefined ? {} : { sourceId }),
        ...(publish === undefined ? {} : { publish }),
      }
      print(await client().importPage(university, { bytes: await readFile(file), contentType }, answers))
      return
    }
    if (publish !== undefined || sourceId !== undefined) {
      command.error('error: only a server publishes: --publish and --source-id need --university')
    }
    const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(await readFile(file))
    const site = { timeZone, homepage, names: { kk: '', ru: '', en: '' } }
    print(importPage({ text, mediaType }, site, overrides))
  })
}

function zone(name: string): string {
  try {
    Temporal.PlainDate.from('2000-01-01').toZonedDateTime(name)
    return name
  } catch {
    throw new InvalidArgumentError('It is no time zone, as Asia/Almaty.')
  }
}

function charset(name: string): string {
  try {
    return new TextDecoder(name).encoding
  } catch {
    throw new InvalidArgumentError('It is no character set, as utf-8 or windows-1251.')
  }
}
