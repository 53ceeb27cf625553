import { Parser } from 'htmlparser2'
import { LIMITS } from '@uniwire/http-api'
import { stopped } from './item.ts'
import type { XmlElement } from './xml-element.ts'
import { createXmlNames } from './xml-names.ts'

export interface FeedElement {
  readonly root: 'rss' | 'atom'
  readonly line: number
  /** Absent when the item was larger than a line may be; nothing of it was kept. */
  readonly element?: XmlElement
}

const MOST_DEPTH = 64
/** Of one comment, CDATA section or tag: the parser keeps it whole. */
const MOST_TOKEN_CHARACTERS = 8_000_000
const SLICE_CHARACTERS = 65_536
/** What an element counts for beside its text. */
const ELEMENT_CHARACTERS = 32

interface OpenElement {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: (XmlElement | string)[]
}

/**
 * The items of a feed, each as soon as it is whole. The parser knows the five entities of XML and numbers and no
 * declaration of any others, so nothing expands and nothing is fetched. Ends with `document-cut` unless the root was closed.
 */
export async function* feedElements(texts: AsyncIterable<string>): AsyncGenerator<FeedElement> {
  const reader = createReader()
  for await (const text of texts) {
    for (let from = 0; from < text.length; from += SLICE_CHARACTERS) {
      reader.write(text.slice(from, from + SLICE_CHARACTERS))
      yield* reader.taken()
    }
  }
  reader.end()
  yield* reader.taken()
  reader.checkEnd()
}

function createReader() {
  const names = createXmlNames()
  const found: FeedElement[] = []
  /** Open elements from the item inwards. */
  let open: OpenElement[] = []
  let depth = 0
  let root: FeedElement['root'] | undefined
  let closed = false
  let ending = false
  let itemLine = 0
  let itemSize = 0
  let attributeSize = 0
  let line = 1
  let slice = ''
  let before = 0
  let counted = 0

  /** Newlines up to the current event, each character looked at once. */
  const lineHere = (): number => {
    const upTo = Math.max(counted, Math.min(parser.endIndex - before, slice.length))
    for (let at = slice.indexOf('\n', counted); at >= 0 && at < upTo; at = slice.indexOf('\n', at + 1))
      line += 1
    counted = upTo
    return line
  }
  const usual = (name: string): string => {
    const known = names.usual(name)
    return root === 'atom' ? known.replace(/^atom:/, '') : known
  }
  const isLarge = () => itemSize > LIMITS.requestBytes
  const grow = (by: number): void => {
    itemSize += by
    if (!isLarge()) return
    for (const each of open) each.children.length = 0
  }
  const openItem = (name: string): void => {
    itemLine = lineHere()
    itemSize = 0
    open = [{ name, attributes: {}, children: [] }]
  }
  const parser: Parser = new Parser(
    {
      onopentagname(name) {
        depth += 1
        attributeSize = 0
        if (depth > MOST_DEPTH) throw stopped({ code: 'markup-too-deep', max: MOST_DEPTH })
        if (depth === 1) {
          if (root !== undefined) throw stopped({ code: 'not-a-feed' })
          root = rootOf(name)
        } else if (open.length > 0) {
          // Also what holds nothing takes memory.
          grow(name.length + ELEMENT_CHARACTERS)
          open.push({ name: usual(name), attributes: {}, children: [] })
        } else if (isItem(usual(name), root, depth)) openItem(usual(name))
      },
      onattribute(name, value) {
        attributeSize += name.length + value.length
        if (attributeSize > MOST_TOKEN_CHARACTERS) throw tooLarge()
        names.declare(name, value)
        if (open.length === 0) return
        grow(name.length + value.length)
        const element = open.at(-1)
        if (element !== undefined && !isLarge()) element.attributes[name] = value
      },
      ontext(text) {
        if (open.length === 0) return
        grow(text.length)
        if (!isLarge()) open.at(-1)?.children.push(text)
      },
      onclosetag() {
        // The parser closes at the end what the document did not: half an article is none.
        if (ending) return
        depth -= 1
        if (depth === 0) closed = true
        const element = open.pop()
        if (element === undefined) return
        const parent = open.at(-1)
        if (parent !== undefined) {
          if (!isLarge()) parent.children.push(element)
        } else if (root !== undefined) {
          found.push({ root, line: itemLine, ...(isLarge() ? {} : { element }) })
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  return {
    write(text: string): void {
      lineAtEnd()
      before += slice.length
      slice = text
      counted = 0
      parser.write(text)
      if (before + slice.length - parser.endIndex > MOST_TOKEN_CHARACTERS) throw tooLarge()
    },
    end(): void {
      ending = true
      parser.end()
    },
    taken: () => found.splice(0),
    checkEnd(): void {
      if (root === undefined) throw stopped({ code: 'not-a-feed' })
      if (!closed) throw stopped({ code: 'document-cut' })
    },
  }

  function lineAtEnd(): void {
    for (let at = slice.indexOf('\n', counted); at >= 0; at = slice.indexOf('\n', at + 1)) line += 1
  }
}

function rootOf(name: string): FeedElement['root'] {
  if (name === 'rss') return 'rss'
  if (name === 'feed' || name.endsWith(':feed')) return 'atom'
  throw stopped({ code: 'not-a-feed' })
}

function isItem(name: string, root: FeedElement['root'] | undefined, depth: number): boolean {
  if (root === 'rss') return name === 'item' && depth === 3
  return depth === 2 && (name === 'entry' || name.endsWith(':entry'))
}

function tooLarge() {
  return stopped({ code: 'markup-too-large', maxBytes: MOST_TOKEN_CHARACTERS })
}
