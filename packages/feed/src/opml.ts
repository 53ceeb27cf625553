import { rfc822 } from './instant.ts'
import { singleLine } from './text.ts'
import { webUrl } from './url.ts'
import { attributeList, escapeHtml, textElement, XML_DECLARATION } from './xml.ts'

/** One line of an outline: a feed when it has `xmlUrl`, else a heading over `outlines`. */
export interface OpmlOutline {
  readonly text: string
  readonly xmlUrl?: string
  readonly htmlUrl?: string
  readonly description?: string
  readonly language?: string
  readonly outlines?: readonly OpmlOutline[]
}

/** A subscription list. OPML 2.0 demands one outline at least. */
export interface OpmlDocument {
  readonly title: string
  /** UTC instant of the latest change of the list; comes from the content. */
  readonly updated?: string
  readonly outlines: readonly [OpmlOutline, ...OpmlOutline[]]
}

/** OPML 2.0. @throws InvalidInstantError */
export function renderOpml(document: OpmlDocument): string {
  return (
    `${XML_DECLARATION}<opml version="2.0">\n<head>\n` +
    textElement('title', escapeHtml(singleLine(document.title))) +
    (document.updated === undefined ? '' : textElement('dateModified', rfc822(document.updated))) +
    '</head>\n<body>\n' +
    document.outlines.map(outline).join('') +
    '</body>\n</opml>\n'
  )
}

/** OPML 2.0 lets `text` hold HTML, so plain text is escaped once more than in other attributes. */
function outline(node: OpmlOutline): string {
  const text = escapeHtml(singleLine(node.text))
  const xmlUrl = webUrl(node.xmlUrl)
  const attributes = attributeList(
    xmlUrl === undefined
      ? { text }
      : {
          text,
          title: text,
          type: 'rss',
          xmlUrl,
          htmlUrl: webUrl(node.htmlUrl),
          description: node.description === undefined ? undefined : escapeHtml(singleLine(node.description)),
          language: node.language,
        },
  )
  const children = (node.outlines ?? []).map(outline).join('')
  return children === '' ? `<outline${attributes}/>\n` : `<outline${attributes}>\n${children}</outline>\n`
}
