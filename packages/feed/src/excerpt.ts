import { legalText } from './text.ts'

/**
 * The start of an HTML body as one line of plain text, cut after the last whole word within `maxLength`
 * (UTF-16 units) and ended by `…` when something was cut. Reads no further into the body than it needs.
 */
export function excerpt(html: string, maxLength: number): string {
  let text = ''
  let position = 0
  while (position < html.length && text.length <= maxLength * 2) {
    const tagStart = html.indexOf('<', position)
    const end = tagStart === -1 ? html.length : tagStart
    text = appendText(text, html.slice(position, end))
    if (tagStart === -1) break
    const tag = tagAt(html, tagStart)
    if (BREAKING_TAG.test(tag.name)) text += ' '
    position = tag.end
  }
  return cutAtWord(text.trim(), maxLength)
}

function appendText(text: string, html: string): string {
  return (text + legalText(decodeReferences(html))).replace(SPACES, ' ')
}

/** The tag at an opening angle bracket; one that never closes, a comment, and the text of a script end it too. */
function tagAt(html: string, start: number): { readonly name: string; readonly end: number } {
  if (html.startsWith('<!--', start)) return { name: '', end: after(html, '-->', start) }
  TAG.lastIndex = start
  const match = TAG.exec(html)
  if (match === null) return { name: '', end: html.length }
  const name = (match[1] ?? '').toLowerCase()
  if (name === 'script' || name === 'style') return { name, end: after(html, `</${name}>`, start) }
  return { name, end: TAG.lastIndex }
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found === -1 ? html.length : found + mark.length
}

function decodeReferences(html: string): string {
  if (!html.includes('&')) return html
  return html.replace(REFERENCE, (reference, decimal?: string, hexadecimal?: string, name?: string) => {
    if (decimal !== undefined) return fromCodePoint(Number.parseInt(decimal, 10))
    if (hexadecimal !== undefined) return fromCodePoint(Number.parseInt(hexadecimal, 16))
    return NAMED[name ?? ''] ?? reference
  })
}

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : ''
}

function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const lastSpace = text.lastIndexOf(' ', maxLength - 1)
  // Without a space in the second half the cut is in a word; never inside a surrogate pair.
  const cut =
    lastSpace > maxLength / 2 ? text.slice(0, lastSpace) : text.slice(0, maxLength - 1).replace(HALF_PAIR, '')
  return `${cut.replace(TRAILING_PUNCTUATION, '')}…`
}

const TAG = /<\/?([a-zA-Z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^'">])*>|<[!?/][^>]*>|</y
const BREAKING_TAG =
  /^(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|table|td|th|tr|ul)$/
const REFERENCE = /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));/g
const SPACES = /[\s\u00A0]+/g
const HALF_PAIR = /[\uD800-\uDBFF]$/
const TRAILING_PUNCTUATION = /[\s,;:–—-]+$/
/** What sanitisers and editors write; others stay as they stand. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}
