import { wordList } from '../words/word-list.ts'

/**
 * The element that prints the way to a page: its steps, in a list, in links or in boxes, become one line with a mark
 * between them, whatever separators the site draws.
 */
export interface BreadcrumbElement {
  readonly isOpen: () => boolean
  /** A tag within it, or the one that begins it; false when the tag has nothing to do with a breadcrumb. */
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => boolean
  /** True when this tag ends it. */
  readonly close: (name: string) => boolean
  /**
   * What is put before a text of it: a mark, nothing, or `null` for a separator, which is left out. More text than any
   * way has ends it: it was never closed.
   */
  readonly before: (text: string) => string | null
}

const ELEMENTS = new Set(wordList('nav, div, ol, ul, p, section'))
const ATTRIBUTES = ['class', 'id', 'aria-label', 'itemtype']
const LONGEST = 400
const LONGEST_STEP = 200
/** A sentence is no step; a headline may have a stop within it. */
const SENTENCE = /^.{100,}[.…]\s*$/su
/** Behind a step these belong to the page: the element was never closed. */
const OF_THE_PAGE = new Set(wordList('h1, h2, h3, h4, h5, h6, p, table, form, img, article, main, body'))

export function breadcrumbElement(): BreadcrumbElement {
  let name = ''
  let depth = 0
  let length = 0
  let isNext = false
  return {
    isOpen: () => depth > 0,
    open: (opened, attributes) => {
      if (depth === 0) {
        if (!isBreadcrumb(opened, attributes)) return false
        name = opened
        length = 0
      } else if (length > 0 && OF_THE_PAGE.has(opened)) {
        depth = 0
        return false
      }
      isNext = true
      if (opened === name) depth += 1
      return true
    },
    close: (closed) => {
      isNext = true
      if (closed === name) depth -= 1
      else if (closed === 'body') depth = 0
      return depth === 0
    },
    before: (text) => {
      if (length + text.length > LONGEST || text.length > LONGEST_STEP || SENTENCE.test(text)) {
        depth = 0
        return ''
      }
      if (!/[\p{L}\p{N}]/u.test(text)) return null
      const mark = isNext && length > 0 ? ' > ' : ''
      length += text.length
      isNext = false
      return mark
    },
  }
}

function isBreadcrumb(name: string, attributes: ReadonlyMap<string, string>): boolean {
  if (!ELEMENTS.has(name)) return false
  const named = ATTRIBUTES.map((each) => attributes.get(each) ?? '').join(' ')
  return /(?:^|[\s_/-])(?:bread-?crumbs?|breadcrumblist)(?:$|[\s_-])/i.test(named)
}
