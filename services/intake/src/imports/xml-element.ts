/** An element of a feed, its name with the usual prefix whatever the document calls it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

export function elements(parent: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && names.includes(child.name),
  )
}

/** The text of the first of these names that has any, in the order of the names. */
export function firstText(parent: XmlElement, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const element of elements(parent, name)) {
      const text = textOf(element).trim()
      if (text !== '') return text
    }
  }
  return undefined
}

export function textOf({ children }: XmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

/** What stands inside an element, as markup without prefixes (Atom, `type="xhtml"`). */
export function innerMarkup({ children }: XmlElement): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return escape(child)
      const name = child.name.replace(/^.*:/, '')
      const attributes = Object.entries(child.attributes).map(([key, value]) => ` ${key}="${escape(value)}"`)
      return `<${name}${attributes.join('')}>${innerMarkup(child)}</${name}>`
    })
    .join('')
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
