import type { DefaultTreeAdapterTypes } from 'parse5'
import { parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
export type PageElement = DefaultTreeAdapterTypes.Element

export interface ParsedPage {
  readonly elements: readonly PageElement[]
  /** What a validator would say: parse errors, and elements that nobody closed. */
  readonly faults: readonly string[]
}

/** Have no end tag (HTML §13.1.2). */
const voidElements = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta'])

/** Reads a page as a browser without scripts does, so that `noscript` has content. */
export function parsePage(markup: { toString(): string }): ParsedPage {
  const faults: string[] = []
  const source = markup.toString()
  const document = parse(source, {
    scriptingEnabled: false,
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startOffset }) => {
      faults.push(`${code}: ${source.slice(startOffset, startOffset + 60)}`)
    },
  })
  const elements = descendants(document)
  for (const { tagName, namespaceURI, sourceCodeLocation: at } of elements) {
    const isOpen = at?.endTag === undefined && namespaceURI.endsWith('xhtml') && !voidElements.has(tagName)
    if (isOpen) faults.push(`<${tagName}> is not closed, or was made up by the parser`)
  }
  return { elements, faults }
}

export function attribute(element: PageElement | undefined, name: string): string | undefined {
  return element?.attrs.find((one) => one.name === name)?.value
}

/** Elements of a name, and of a class when one is given: `a`, `a.next`, `.meta`. */
export function select(page: ParsedPage, selector: string): readonly PageElement[] {
  const [tag = '', className] = selector.split('.')
  return page.elements.filter(
    (element) =>
      (tag === '' || element.tagName === tag) &&
      (className === undefined || (attribute(element, 'class') ?? '').split(' ').includes(className)),
  )
}

export function textOf(node: Node | undefined): string {
  if (node === undefined) return ''
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

/** Names of all elements with their attributes' names: what text must never be able to change. */
export function skeleton(page: ParsedPage): readonly string[] {
  return page.elements.map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '))
}

function descendants(node: Node): readonly PageElement[] {
  if (!('childNodes' in node)) return []
  return node.childNodes.flatMap((child) =>
    'tagName' in child ? [child, ...descendants(child)] : descendants(child),
  )
}
