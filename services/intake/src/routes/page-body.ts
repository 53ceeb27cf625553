import { isUtf8 } from 'node:buffer'
import { ProblemError } from '@uniwire/service-kit'

export interface ReceivedPage {
  readonly text: string
  readonly mediaType: 'text/plain' | 'text/html'
}

/** Where the HTML standard looks for a charset in markup (§13.2.3.2, prescan of the first 1,024 bytes). */
const PRESCAN_BYTES = 1_024

/**
 * Old sites print in windows-1251. The charset is the one named with the page, else the one that HTML names
 * itself, else UTF-8. Offsets count in the text as it was decoded, BOM included.
 */
export function readPage(contentType = 'text/plain', bytes: ArrayBuffer): ReceivedPage {
  const [first = '', ...parameters] = contentType.split(';')
  const mediaType = first.trim().toLowerCase()
  if (mediaType !== 'text/plain' && mediaType !== 'text/html') {
    throw new ProblemError({ code: 'unsupported-media-type', accepted: ['text/plain', 'text/html'] })
  }
  const named = parameters
    .map((each) => /^\s*charset\s*=\s*"?([\w:.+-]+)"?\s*$/i.exec(each)?.[1])
    .find((each) => each !== undefined)
  const declared = named === undefined ? decoderInMarkup(mediaType, bytes) : decoderOf(named)
  // Guessed, half a page of U+FFFD would be published; who sends it knows.
  const isUnnamed = named === undefined && declared === undefined
  const decoder = isUnnamed && isUtf8(bytes) ? decoderOf('utf-8') : declared
  if (decoder === undefined) {
    const accepted = ['utf-8', 'windows-1251'].map((charset) => `${mediaType}; charset=${charset}`)
    throw new ProblemError({ code: 'unsupported-media-type', accepted })
  }
  return { text: decoder.decode(bytes), mediaType }
}

function decoderInMarkup(mediaType: string, bytes: ArrayBuffer): TextDecoder | undefined {
  if (mediaType !== 'text/html') return undefined
  const beginning = new TextDecoder('latin1').decode(bytes.slice(0, PRESCAN_BYTES))
  const [, label] = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.+-]+)/i.exec(beginning) ?? []
  // Markup that could be read this far is in no UTF-16, whatever it says.
  return label === undefined || /^utf-?16/i.test(label) ? undefined : decoderOf(label)
}

function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label, { ignoreBOM: true })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
