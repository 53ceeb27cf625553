import type { DefaultTreeAdapterTypes } from 'parse5'
import { html as standard, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** Written down once more, on purpose: a mistake in the policy must not also be the measure of it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    `p h2 h3 h4 h5 h6 pre blockquote li dt dd caption figure figcaption ul dl table thead tbody tfoot tr b cite code
     del em i ins mark q s small strong sub sup u br hr`
      .split(/\s+/)
      .map((name) => [name, []]),
  ),
  a: ['href', 'rel'],
  abbr: ['title'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
  ol: ['start'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  time: ['datetime'],
}

/** Everything that a browser would make of this HTML and that must not be there; a parser of the standard reads it. */
export function violations(html: string): readonly string[] {
  return parseFragment(html).childNodes.flatMap(violationsOf)
}

/** Every element that a browser would make of it, outer ones first. */
export function elementsOf(html: string): readonly Element[] {
  const within = (node: Node): readonly Element[] =>
    'tagName' in node ? [node, ...node.childNodes.flatMap(within)] : []
  return parseFragment(html).childNodes.flatMap(within)
}

function violationsOf(node: Node): readonly string[] {
  if (node.nodeName === '#text') return []
  if (!('tagName' in node)) return [`a node ${node.nodeName}`]
  const { tagName, attrs, namespaceURI } = node
  const allowed = Object.hasOwn(ALLOWED, tagName) ? ALLOWED[tagName] : undefined
  if (allowed === undefined || namespaceURI !== standard.NS.HTML) return [`<${tagName}> of ${namespaceURI}`]
  const names = attrs.map(({ name }) => name)
  const wrong = attrs.flatMap(({ name, value }) => {
    if (name !== 'lang' && !allowed.includes(name)) return [`${tagName}[${name}]`]
    if (name === 'href' && !/^(?:https?:\/\/[^/]|mailto:)/.test(value)) return [`href ${value}`]
    if (name === 'src' && !/^https?:\/\/[^/]/.test(value)) return [`src ${value}`]
    return []
  })
  const missing = required(tagName).filter((name) => !names.includes(name))
  return [
    ...wrong,
    ...missing.map((name) => `${tagName} without ${name}`),
    ...node.childNodes.flatMap(violationsOf),
  ]
}

function required(tagName: string): readonly string[] {
  if (tagName === 'a') return ['href', 'rel']
  return tagName === 'img' ? ['src', 'loading', 'referrerpolicy'] : []
}
