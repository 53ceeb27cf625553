import { endOfFirstSentence } from './sentence.ts'

const WHOLE = 140
const LEAST = 60

/** A title made of a sentence; offsets count from the beginning of the text. */
export interface SentenceTitle {
  readonly title: string
  readonly from: number
  readonly to: number
}

/**
 * The first sentence behind `from` (where a dateline ends), capitalised, without its stop: whole up to 140
 * characters, else cut after 60 at the last comma, semicolon, colon or spaced dash, else space, with `…`
 * (contract §4). Null for text without a letter.
 */
export function titleFromSentence(text: string, from: number): SentenceTitle | null {
  const start = firstLetterOrQuote(text, from)
  if (start === text.length) return null
  // Behind a title's length the sentence's end changes nothing; a page of one endless line costs no more.
  const window = text.slice(start, start + 4 * WHOLE)
  const sentence = withoutStop(window.slice(0, endOfFirstSentence(window)))
  if (sentence === '') return null
  const cut = sentence.length <= WHOLE ? sentence : cutAt(sentence)
  const title = capitalised(cut.replace(/\s+/gu, ' ')) + (cut.length < sentence.length ? '…' : '')
  return { title, from: start, to: start + cut.length }
}

function cutAt(sentence: string): string {
  const window = sentence.slice(0, WHOLE - 1)
  const marks = [',', ';', ':', ' - ', ' – ', ' — '].map((mark) => window.lastIndexOf(mark))
  const mark = Math.max(...marks)
  const place = mark > LEAST ? mark : window.lastIndexOf(' ')
  const cut = place > 0 ? window.slice(0, place) : window
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}

function withoutStop(sentence: string): string {
  return sentence.trim().replace(/\.(?=[»”"')\]]{0,2}$)/u, '')
}

function capitalised(text: string): string {
  const [first = ''] = text
  return first.toUpperCase() + text.slice(first.length)
}

function firstLetterOrQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (/[\p{L}\p{N}«“"„(]/u.test(text.charAt(at))) return at
  return text.length
}
