import { Tokenizer } from 'htmlparser2'
import type { TokenizerCallbacks } from 'htmlparser2'
import { foldPhrase } from '../words/phrases.ts'
import type { Page } from '../page.ts'
import { joinSplitDates } from '../lines/split-date.ts'
import { strippedPart } from '../stripped.ts'
import type { Stripped } from '../stripped.ts'
import { breadcrumbElement } from './breadcrumb-element.ts'
import { declaredCollector } from './declared.ts'
import type { DocumentTitle } from './document-title.ts'
import { MOST_OF_A_TITLE, withDocumentTitle } from './document-title.ts'
import { BLOCKS, CELLS, ENDS_LEFT_OUT, LEFT_OUT, PICTURES, SHOWN_WHEN_LEFT_OUT } from './elements.ts'
import { lineBuilder } from './line-builder.ts'

/**
 * An HTML page reduced to the lines that a reader sees, with their places in the received text, and to what its
 * markup declares. The tokenizer is used without htmlparser2's tree of open elements: looking a closing tag up in a
 * stack of a hundred thousand open ones is quadratic, and a counter is enough here. Linear in the length of the text.
 */
export function readHtmlPage(html: string): Page {
  const builder = lineBuilder()
  // Between two elements sites leave room by style alone: `<a>News</a><a>Science</a>`.
  let wasClosed = false
  let isNextElement = false
  const declared = declaredCollector()
  const way = breadcrumbElement()
  const stripped: Stripped[] = []
  let tag = { name: '', start: 0, attributes: new Map<string, string>() }
  let attribute = { name: '', value: '' }
  let leftOut: { name: string; depth: number; start: number } | null = null
  let script: { start: number; isJsonLd: boolean } | null = null
  let heading: { name: string; start: number; text: string[] } | null = null
  let headingLine: number | null = null
  let documentTitle: DocumentTitle | null = null
  let articles = 0
  let preformatted = 0
  let isPictured = false
  let linesBeforeCell = 0
  let lastText = ''
  let textStart = 0

  const endLeftOut = (end: number): void => {
    if (leftOut !== null && SHOWN_WHEN_LEFT_OUT.has(leftOut.name))
      stripped.push(strippedPart('page-element', leftOut.start, end, `<${leftOut.name}>`))
    leftOut = null
  }
  const endHeading = (end: number): void => {
    const index = builder.end(true)
    if (heading === null) return
    const value = heading.text.join('').replace(/\s+/gu, ' ').trim()
    declared.heading(value, heading.name, heading.start, end)
    if (headingLine === null && index !== null && value.split(' ').length > 1) headingLine = index
    heading = null
  }
  // Sites wrap the words of a headline in further boxes; a paragraph ends a headline that was never closed.
  const isWithinHeading = (name: string): boolean => heading !== null && name === 'div'
  // What stands in lines within a cell is a column of the page's layout, and no value of a table's row.
  const nextCell = (): void => {
    if (builder.lines.length > linesBeforeCell) endHeading(tag.start)
    else builder.cell()
    linesBeforeCell = builder.lines.length
  }
  // The foot of an article says who wrote it, and when; a caption says nothing without its picture.
  const isLeftOut = (name: string): boolean =>
    name === 'footer'
      ? articles === 0
      : name === 'figcaption'
        ? isPictured
        : LEFT_OUT.has(name) && name !== 'script'
  const addText = (text: string, start: number, end: number): void => {
    if (leftOut?.name === 'title' && (documentTitle?.text.length ?? 0) < MOST_OF_A_TITLE)
      documentTitle = { start: documentTitle?.start ?? start, end, text: (documentTitle?.text ?? '') + text }
    if (leftOut !== null || script !== null) return
    if (way.isOpen()) {
      const mark = way.before(text)
      if (mark === null) return
      if (way.isOpen()) builder.add(mark, start, start)
      else endHeading(start)
    }
    if (isNextElement && /^\p{Lu}/u.test(text) && /[\p{Ll}\p{N}]$/u.test(lastText)) {
      builder.add(' ', start, start)
      heading?.text.push(' ')
    }
    wasClosed = isNextElement = false
    lastText = text
    if (heading !== null) heading.text.push(text)
    if (preformatted === 0) builder.add(text, start, end)
    else addLines(text, start, end)
  }
  const addLines = (text: string, start: number, end: number): void => {
    let from = 0
    for (const line of text.split('\n')) {
      if (from > 0) builder.end(line.trim() === '')
      // An entity is one character in another place, and never part of a longer text.
      builder.add(line, start + from, Math.min(end, start + from + line.length))
      from += line.length + 1
    }
  }
  const open = (end: number): void => {
    const { name, attributes, start } = tag
    textStart = end
    isNextElement = wasClosed
    if (leftOut !== null && ENDS_LEFT_OUT.has(name)) endLeftOut(start)
    declared.tag({ name, attributes, start, end }, leftOut !== null)
    if (name === 'script')
      script = { start: end, isJsonLd: attributes.get('type')?.toLowerCase() === 'application/ld+json' }
    if (leftOut !== null) {
      if (leftOut.name === name) leftOut.depth += 1
      return
    }
    if (!isLeftOut(name) || name === 'nav') {
      const wasOpen = way.isOpen()
      if (way.open(name, attributes)) {
        if (!wasOpen) endHeading(start)
        return
      }
    }
    if (name === 'article') articles += 1
    if (name === 'pre') preformatted += 1
    if (name === 'figure') isPictured = false
    if (PICTURES.has(name)) isPictured = true
    if (name === 'br') builder.end(false)
    else if (CELLS.has(name)) nextCell()
    else if (BLOCKS.has(name) && !isWithinHeading(name)) endHeading(start)
    if (isHeadline(name, attributes)) heading = { name, start: end, text: [] }
    if (isLeftOut(name)) leftOut = { name, depth: 1, start }
  }
  const close = (name: string, start: number, end: number): void => {
    if (name === 'script' && script !== null) {
      if (script.isJsonLd) declared.jsonLd(html.slice(script.start, start), script.start, start)
      script = null
    }
    if (leftOut !== null) {
      if (leftOut.name === name) leftOut.depth -= 1
      if (leftOut.depth === 0 || name === 'body') endLeftOut(end)
    } else if (way.isOpen() ? way.close(name) : BLOCKS.has(name) && !isWithinHeading(name)) endHeading(start)
    if (name === 'article') articles = Math.max(0, articles - 1)
    if (name === 'pre') preformatted = Math.max(0, preformatted - 1)
    if (name === 'figure') isPictured = false
  }

  const callbacks: TokenizerCallbacks = {
    onopentagname: (start, end) => {
      tag = { name: html.slice(start, end).toLowerCase(), start: start - 1, attributes: new Map() }
    },
    onattribname: (start, end) => {
      attribute = { name: html.slice(start, Math.min(end, start + 100)).toLowerCase(), value: '' }
    },
    onattribdata: (start, end) => {
      if (attribute.value.length < 4_000) attribute.value += html.slice(start, Math.min(end, start + 4_000))
    },
    onattribentity: (code) => {
      if (attribute.value.length < 4_000) attribute.value += String.fromCodePoint(code)
    },
    onattribend: () => {
      if (!tag.attributes.has(attribute.name) && tag.attributes.size < 50)
        tag.attributes.set(attribute.name, attribute.value)
    },
    onopentagend: (end) => open(end + 1),
    onselfclosingtag: (end) => open(end + 1),
    onclosetag: (start, end) => {
      close(html.slice(start, end).toLowerCase(), start - 2, end + 1)
      textStart = end + 1
      wasClosed = true
    },
    ontext: (start, end) => {
      addText(html.slice(start, end), start, end)
      textStart = end
    },
    ontextentity: (code, end) => {
      addText(String.fromCodePoint(code), textStart, end)
      textStart = end
    },
    oncomment: () => undefined,
    oncdata: () => undefined,
    ondeclaration: () => undefined,
    onprocessinginstruction: () => undefined,
    onend: () => undefined,
  }
  const tokenizer = new Tokenizer({ decodeEntities: true }, callbacks)
  tokenizer.write(html)
  tokenizer.end()
  endLeftOut(html.length)
  endHeading(html.length)
  const lines = joinSplitDates(builder.lines)
  const headingStart = headingLine === null ? undefined : builder.lines[headingLine]?.start
  const headingAt = lines.findIndex(({ start }) => start === headingStart)
  return {
    lines,
    ...withDocumentTitle(lines, documentTitle, declared.result(), headingAt < 0 ? null : headingAt),
    stripped: menuOnce(stripped),
  }
}

/** `h1`, and what microdata calls a headline in a smaller one. */
function isHeadline(name: string, attributes: ReadonlyMap<string, string>): boolean {
  return name === 'h1' || (/^h[2-4]$/.test(name) && attributes.get('itemprop')?.toLowerCase() === 'headline')
}

/** Elements left out one behind the other are one finding. */
function menuOnce(parts: readonly Stripped[]): readonly Stripped[] {
  const merged: Stripped[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (last !== undefined && last.end === part.start && foldPhrase(last.text) === foldPhrase(part.text))
      merged[merged.length - 1] = { ...last, end: part.end }
    else merged.push(part)
  }
  return merged
}
