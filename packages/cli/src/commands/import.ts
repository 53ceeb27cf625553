import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { extname } from 'node:path'
import type { ImportSummary } from '@uniwire/http-api'
import type { ImportDocument, UniwireClient } from '@uniwire/client'
import { UnreachableError } from '@uniwire/client'
import type { Command } from 'commander'
import { Option } from 'commander'
import { print } from '../print.ts'
import { uploadProgress } from '../upload-progress.ts'

interface Options {
  readonly type?: keyof typeof TYPES
  readonly charset?: string
  readonly report: 'full' | 'problems'
}

const TYPES = {
  ndjson: 'application/x-ndjson',
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  xml: 'application/xml',
} as const
const BY_EXTENSION: Readonly<Record<string, keyof typeof TYPES>> = {
  '.ndjson': 'ndjson', '.jsonl': 'ndjson', '.rss': 'rss', '.atom': 'atom', '.xml': 'xml',
} // prettier-ignore
const MOST_ATTEMPTS = 5

/** Ends with 1 when a line failed, or when the document was not read to its end. */
export function importCommand(program: Command, client: () => UniwireClient): void {
  program
    .command('import <slug> <file>')
    .description(
      'import many articles from NDJSON, RSS 2.0 or Atom; a broken connection is resumed by itself',
    )
    .addOption(new Option('--type <name>', 'by the file name unless told').choices(Object.keys(TYPES)))
    .option('--charset <name>', 'when the document does not say it, as windows-1251')
    .addOption(
      new Option('--report <which>', 'every line, or those with problems')
        .choices(['full', 'problems'])
        .default('problems'),
    )
    .action(async (slug: string, file: string, options: Options) => {
      const type = options.type ?? BY_EXTENSION[extname(file).toLowerCase()]
      if (type === undefined) throw new Error('Say what it is with --type ndjson, rss, atom or xml.')
      const contentType = TYPES[type] + (options.charset === undefined ? '' : `; charset=${options.charset}`)
      const document = { contentType, open: await opener(file) }
      const { summary, complete, ...why } = await sendUntilAnswered(client(), slug, document, options.report)
      print({ summary, complete, ...why })
      if (!complete || summary.failed > 0) process.exitCode = 1
    })
}

/** What was stored is found unchanged, so the beginning goes by fast. */
async function sendUntilAnswered(
  client: UniwireClient,
  slug: string,
  document: ImportDocument,
  report: Options['report'],
): Promise<ImportSummary> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      for await (const entry of client.importDocument(slug, document, { report })) {
        if ('summary' in entry) return entry
        process.stdout.write(`${JSON.stringify(entry)}\n`)
      }
    } catch (error) {
      if (!(error instanceof UnreachableError) || attempt === MOST_ATTEMPTS) throw error
      process.stderr.write(`${error.message}; sending the document again\n`)
    }
  }
}

async function opener(file: string): Promise<ImportDocument['open']> {
  const { size } = await stat(file)
  return () => {
    const say = uploadProgress(
      (line) => process.stderr.write(line),
      () => performance.now(),
      size,
    )
    let sent = 0
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        sent += chunk.length
        say(sent)
        controller.enqueue(chunk)
      },
    })
    // The stream of a file is one of bytes, which the conversion's type does not say.
    const bytes = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>
    return bytes.pipeThrough(count)
  }
}
