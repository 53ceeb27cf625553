import { isDecodable } from './import-format.ts'

/** An XML declaration is never longer than this in the wild. */
const PROLOG_BYTES = 256

/**
 * The text of an XML document as it comes. A byte order mark wins over the charset of the Content-Type, and that
 * over the declaration (RFC 7303 §3); without any it is UTF-8. Bytes that do not fit become U+FFFD.
 */
export async function* xmlText(
  chunks: AsyncIterable<Uint8Array>,
  charset: string | undefined,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let prolog = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    prolog = Buffer.concat([prolog, chunk])
    if (prolog.length < PROLOG_BYTES && !prolog.includes('>')) continue
    decoder = new TextDecoder(encodingOf(prolog, charset))
    yield decoder.decode(prolog, { stream: true })
  }
  if (decoder === undefined) yield new TextDecoder(encodingOf(prolog, charset)).decode(prolog)
  else yield decoder.decode()
}

function encodingOf(prolog: Buffer, charset: string | undefined): string {
  const marked = byteOrderMark(prolog)
  if (marked !== undefined) return marked
  if (charset !== undefined) return charset
  const declaration = prolog.subarray(0, PROLOG_BYTES).toString('latin1')
  const [, declared] = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.+-]+)["']/.exec(declaration) ?? []
  // A declaration that could be read byte by byte is in no UTF-16, whatever it says.
  if (declared === undefined || /^utf-?16/i.test(declared) || !isDecodable(declared)) return 'utf-8'
  return declared
}

function byteOrderMark(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf-8'
  if (bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return 'utf-16le'
  return bytes.subarray(0, 2).equals(Buffer.from([0xfe, 0xff])) ? 'utf-16be' : undefined
}
