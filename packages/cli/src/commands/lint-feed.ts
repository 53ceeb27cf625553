import { lintFeed } from '@uniwire/feed'
import type { Command } from 'commander'
import { print } from '../print.ts'

const TIMEOUT_MS = 30_000
/** Where the W3C validator stops, and long after readers did. */
const MAX_BYTES = 5_000_000
/** Everything before the first element of a document. */
const PROLOG_CHARACTERS = 200

export function lintFeedCommand(program: Command, now: () => string): void {
  program
    .command('lint-feed <url>')
    .description(
      'what is wrong with a feed, OPML or sitemap, anybody’s, and whether it answers 304; ends with 2 when anything is',
    )
    .action(async (url: string) => {
      const first = await ask(url)
      const type = first.headers.get('Content-Type') ?? undefined
      const text = decode(await bytesOf(first), type)
      const options = { url: first.url, now: now(), ...(type === undefined ? {} : { contentType: type }) }
      const findings = lintFeed(text, options)
      const unchanged = await answersUnchanged(first)
      print({ url: first.url, findings, unchanged })
      if (findings.length > 0 || !unchanged) process.exitCode = 2
    })
}

async function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw new Error(`no answer from ${url}`, { cause })
  })
  if (response.ok || response.status === 304) return response
  throw new Error(`${url}: ${response.status}`)
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error(`${response.url}: more than ${MAX_BYTES} bytes`)
  }
  return Buffer.concat(chunks)
}

/** By the header, else by the XML declaration, as readers do. Throws RangeError for an unknown character set. */
function decode(bytes: Uint8Array, contentType = ''): string {
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1]
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, PROLOG_CHARACTERS))
  const declared = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/.exec(beginning)?.[1]
  return new TextDecoder(named ?? declared ?? 'utf-8').decode(bytes)
}

/** Asked with the validators of its own answer: a feed that was just fetched has not changed. */
async function answersUnchanged({ url, headers }: Response): Promise<boolean> {
  const tag = headers.get('ETag')
  const date = headers.get('Last-Modified')
  if (tag === null && date === null) return false
  const again = await ask(url, {
    ...(tag === null ? {} : { 'If-None-Match': tag }),
    ...(date === null ? {} : { 'If-Modified-Since': date }),
  })
  await again.body?.cancel()
  return again.status === 304
}
