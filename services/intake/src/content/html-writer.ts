import { cleanText } from '@uniwire/newsroom'
import { escapeText, isSpace, withoutOverlay, withoutSpaceAtEnd } from './markup-text.ts'
import type { Frame } from './open-elements.ts'
import { CELLS, ended, nearest, silent, unwritten } from './open-elements.ts'
import type { ElementKind } from './policy.ts'
import { IMPLIED, KINDS, PARENTS } from './policy.ts'

/** Puts tags in any order into a tree that every parser reads alike, and writes it. */
export interface HtmlWriter {
  /** `tag`: the start tag as it is written, should anything come to stand in the element. */
  open(name: string, tag: string): void
  close(name: string): void
  text(text: string, isDecoded: boolean): void
  image(tag: string): void
  lineBreak(): void
  rule(): void
  /** Ends what is open; `undefined` when the limit was reached. */
  end(): string | undefined
}

/** What is open beyond this is passed over; its text stays. Pages of builders nest some 30 deep. */
const MOST_OPEN = 64
/** White space that nobody sees, with what `withoutOverlay` would bare: parsers drop a line end behind `<pre>`. */
const LINE_START = /^(?:[ \t\n\f\r]|\u0338)+/
const PRE_START = /^(?:\n|\u0338)+/
/** Neither of them begins so: seen without looking for them. */
const isPlainStart = (text: string) => text.charCodeAt(0) > 0x20 && text.charCodeAt(0) !== 0x338

/**
 * An element is written when something comes to stand in it, so empty ones vanish (cells excepted). Inline
 * elements stand in the innermost block only; where a block ends under one, it goes on in the next, as in a
 * browser (HTML §13.2.4.3). Text outside of every block becomes a paragraph. All of it together makes the
 * result stable: what was written reads as the same calls again.
 */
export function htmlWriter(maxCharacters: number): HtmlWriter {
  const blocks: Frame[] = []
  let inlines: Frame[] = []
  let out = ''
  /** Text since the last tag, and whether it came in several parts, so that NFC must see it whole. */
  let pending = ''
  let isPieced = false
  let isAtLineStart = true
  let isFull = false

  const flush = (isAtBlockEnd: boolean) => {
    if (pending === '') return
    let text = isPieced ? withoutOverlay(cleanText(pending)) : pending
    if (isAtBlockEnd && blocks.at(-1)?.name !== 'pre') text = withoutSpaceAtEnd(text)
    out += escapeText(text)
    pending = ''
    isPieced = false
  }
  const add = (text: string, isDecoded: boolean) => {
    isPieced ||= isDecoded || pending !== ''
    pending += text
    isFull ||= out.length + pending.length > maxCharacters
  }
  const write = (markup: string, isBlock: boolean) => {
    flush(isBlock)
    out += markup
    isFull ||= out.length > maxCharacters
  }
  const push = (name: string, tag: string, kind: ElementKind) => {
    const around = name === 'table' ? inlines : []
    if (name === 'table') inlines = []
    blocks.push({ name, tag, kind, isWritten: false, around })
    isAtLineStart = true
  }
  /** Ends the written inline elements; they go on, unwritten, in the next block. */
  const lift = () => {
    if (inlines.length === 0) return
    for (const frame of inlines.toReversed()) if (frame.isWritten) write(`</${frame.name}>`, false)
    inlines = inlines.filter((frame) => frame.tag !== '').map(unwritten)
  }
  const pop = () => {
    const frame = blocks.pop()
    if (frame === undefined) return
    if (frame.isWritten) {
      blocks.push(frame)
      flush(true)
      blocks.pop()
      write(`</${frame.name}>`, true)
    }
    if (frame.kind !== 'boundary' && CELLS.has(frame.name)) inlines = []
    if (frame.kind !== 'boundary' && frame.name === 'table') inlines = [...frame.around]
    isAtLineStart = true
  }
  const popTo = (length: number) => {
    while (blocks.length > length) pop()
  }
  const fill = () => {
    for (let last = blocks.at(-1); last?.kind === 'structure'; last = blocks.at(-1)) {
      const implied = IMPLIED.get(last.name) ?? 'td'
      push(implied, `<${implied}>`, KINDS.get(implied) ?? 'flow')
    }
  }
  const writeBlocks = () => {
    let isOutermost = true
    for (const frame of blocks) {
      if (frame.kind === 'boundary') continue
      if (!frame.isWritten) write(isOutermost && out !== '' ? `\n${frame.tag}` : frame.tag, true)
      frame.isWritten = true
      isOutermost = false
    }
  }
  const isReady = () => {
    const last = blocks.at(-1)
    if (last === undefined || !last.isWritten || last.kind === 'structure') return false
    return inlines.every((frame) => frame.isWritten || frame.tag === '')
  }
  /** Words on the two sides of a box that is not written must not become one. */
  const part = () => {
    if (!isAtLineStart && !/\s$/.test(pending.slice(-1)))
      add(blocks.at(-1)?.name === 'pre' ? '\n' : ' ', false)
  }
  /** Everything is written in which text or an image is to stand. */
  const prepare = () => {
    if (isReady()) return
    const last = blocks.at(-1)
    if (last === undefined || last.kind === 'boundary') push('p', '<p>', 'phrasing')
    fill()
    writeBlocks()
    for (const frame of inlines) {
      if (frame.isWritten || frame.tag === '') continue
      write(frame.tag, false)
      frame.isWritten = true
    }
  }

  const openBlock = (name: string, tag: string, kind: ElementKind) => {
    lift()
    if (blocks.at(-1)?.name === 'p' && blocks.at(-1)?.kind === 'phrasing') pop()
    const parent = nearest(blocks, name)
    if (parent !== undefined) {
      popTo(parent + 1)
      const isCell = name === 'td' || name === 'th'
      if (isCell && blocks.at(-1)?.name !== 'tr') push('tr', '<tr>', 'structure')
      push(name, tag, kind)
      if (isCell) writeBlocks()
      return
    }
    // What means nothing outside of its parents only parts the text.
    const isBoundary = kind === 'boundary' || PARENTS.has(name)
    const last = blocks.at(-1)
    const isWithin = last?.kind === 'phrasing' || (isBoundary && last?.kind === 'structure')
    // Editors wrap words of a heading or of code in further boxes; forms stand between a table and its rows.
    if (isWithin && (isBoundary || name === 'p')) {
      part()
      inlines.push(silent(name))
      return
    }
    if (last?.kind === 'phrasing') pop()
    fill()
    if (isBoundary) push(name, '', 'boundary')
    else push(name, tag, kind)
  }

  return {
    open(name, tag) {
      const kind = KINDS.get(name)
      if (kind === undefined || blocks.length + inlines.length >= MOST_OPEN || isFull) return
      if (kind !== 'inline') return openBlock(name, tag, kind)
      if (name === 'a') closeInline('a')
      inlines.push({ name, tag, kind, isWritten: false, around: [] })
    },
    close(name) {
      if (isFull || closeInline(name)) return
      const place = ended(blocks, name)
      if (place === -1) return
      lift()
      popTo(place)
    },
    text(text, isDecoded) {
      if (isFull) return
      let rest = isDecoded ? cleanText(text) : text
      const inPre = blocks.at(-1)?.name === 'pre'
      if (isAtLineStart) rest = isPlainStart(rest) ? rest : rest.replace(inPre ? PRE_START : LINE_START, '')
      else if (!inPre && !isReady()) {
        // Space stands before the inline elements that open here, whether a word comes with it or not.
        const [space = ''] = LINE_START.exec(rest) ?? []
        add(space.replaceAll('\u0338', ''), isDecoded)
        rest = rest.slice(space.length)
      }
      if (pending === '' || !isReady()) rest = withoutOverlay(rest)
      if (rest === '') return
      if (inPre || !isSpace(rest)) {
        prepare()
        isAtLineStart = false
      }
      add(rest, isDecoded)
    },
    image(tag) {
      if (isFull) return
      prepare()
      write(tag, false)
      isAtLineStart = false
    },
    lineBreak() {
      if (!isFull && !isAtLineStart) write('<br />', false)
    },
    rule() {
      if (isFull || blocks.at(-1)?.kind === 'structure') return
      lift()
      while (blocks.at(-1)?.kind === 'phrasing') pop()
      writeBlocks()
      const isOutermost = blocks.every((each) => each.kind === 'boundary')
      write(isOutermost && out !== '' ? '\n<hr />' : '<hr />', true)
      isAtLineStart = true
    },
    end() {
      lift()
      popTo(0)
      flush(true)
      return isFull ? undefined : out
    },
  }

  function closeInline(name: string): boolean {
    const place = inlines.findLastIndex((frame) => frame.name === name)
    if (place === -1) return false
    if (inlines[place]?.tag === '') part()
    const above = inlines.slice(place + 1)
    for (const frame of inlines.slice(place).toReversed()) {
      if (frame.isWritten) write(`</${frame.name}>`, false)
    }
    inlines = [...inlines.slice(0, place), ...above.map(unwritten)]
    return true
  }
}
