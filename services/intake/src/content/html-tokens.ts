import { Tokenizer } from 'htmlparser2'
import { ATTRIBUTES, DROPPED_WHOLE, RENAMED, VOID } from './policy.ts'

/** What is left of posted HTML before it is put in order: names in lower case, renamed, no dropped element. */
export interface TokenSink {
  open(name: string, attributes: ReadonlyMap<string, string>): void
  close(name: string): void
  /** `isDecoded`: from a character reference, so not cleaned with the rest. */
  text(text: string, isDecoded: boolean): void
  dropped(name: string): void
}

/** No attribute that stays may be longer; a picture written into its address is thousands of times this. */
const MOST_ATTRIBUTE_CHARACTERS = 8_000

const NONE: ReadonlyMap<string, string> = new Map()

/**
 * Tokenises HTML as WHATWG HTML §13.2.5 does, tag soup included. Only the tokenizer of htmlparser2 is used:
 * its parser looks end tags up in an unbounded stack, which took 31 s for 480 KB of `<b>` (measured).
 * Linear in the length of `html`.
 */
export function tokenise(html: string, sink: TokenSink): void {
  let name = ''
  let wanted: readonly string[] = []
  let attributes: ReadonlyMap<string, string> = NONE
  let own: Map<string, string> | undefined
  let attribute: string | undefined
  let value = ''
  let dropped: { readonly name: string; depth: number } | undefined

  const open = (isSelfClosed: boolean) => {
    if (dropped !== undefined) {
      if (dropped.name === name && !isSelfClosed) dropped.depth += 1
      return
    }
    if (!DROPPED_WHOLE.has(name)) return sink.open(name, attributes)
    sink.dropped(name)
    // `/>` ends an element only in SVG and MathML (HTML §13.1.2.1); elsewhere browsers pass over it.
    const isOver = VOID.has(name) || (isSelfClosed && (name === 'svg' || name === 'math'))
    if (!isOver) dropped = { name, depth: 1 }
  }
  const close = (closed: string) => {
    if (dropped === undefined) return sink.close(closed)
    if (dropped.name !== closed) return
    dropped.depth -= 1
    if (dropped.depth === 0) dropped = undefined
  }
  const add = (text: string) => {
    if (attribute !== undefined && value.length <= MOST_ATTRIBUTE_CHARACTERS) value += text
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      // Inside of SVG `<style>` and `<title>` are elements like others (HTML §13.2.6.5).
      isInForeignContext: () => dropped?.name === 'svg' || dropped?.name === 'math',
      onopentagname(start, end) {
        name = nameOf(html.slice(start, end))
        wanted = ATTRIBUTES.get(name) ?? []
        // Most tags have no attribute that is looked at.
        attributes = NONE
        own = undefined
      },
      onattribname(start, end) {
        // The longest attribute that is looked at has eight letters.
        const given = end - start > 8 ? '' : html.slice(start, end).toLowerCase()
        // Of an attribute written twice the first one counts (HTML §13.2.5.33).
        const isWanted = (given === 'lang' || wanted.includes(given)) && !attributes.has(given)
        attribute = isWanted ? given : undefined
        value = ''
      },
      onattribdata: (start, end) =>
        add(html.slice(start, Math.min(end, start + MOST_ATTRIBUTE_CHARACTERS + 1))),
      onattribentity: (codePoint) => add(String.fromCodePoint(codePoint)),
      onattribend() {
        if (attribute === undefined) return
        own ??= new Map()
        attributes = own.set(attribute, value)
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(true),
      onclosetag: (start, end) => close(nameOf(html.slice(start, end))),
      ontext(start, end) {
        // An end tag that the input breaks off is reported as text from -1 (seen in htmlparser2 12.0.0).
        if (dropped === undefined && start >= 0) sink.text(html.slice(start, end), false)
      },
      ontextentity(codePoint) {
        if (dropped === undefined) sink.text(String.fromCodePoint(codePoint), true)
      },
      oncomment: () => undefined,
      oncdata: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}

function nameOf(text: string): string {
  const name = text.toLowerCase()
  return RENAMED.get(name) ?? name
}
