import { paragraphsToHtml } from '@uniwire/newsroom'
import { feedDate } from './feed-date.ts'
import { feedImages, feedItem, feedLanguage, feedSummary, feedText, imageOf } from './feed-fields.ts'
import type { ImportItem } from './item.ts'
import type { XmlElement } from './xml-element.ts'
import { elements, firstText, innerMarkup, textOf } from './xml-element.ts'

/** An entry of Atom (RFC 4287). The language of the whole feed is not believed, as in RSS. */
export function atomEntry(line: number, entry: XmlElement): ImportItem {
  const date = firstText(entry, 'published', 'updated')
  const [content] = elements(entry, 'content')
  const [summary] = elements(entry, 'summary')
  const body = markupOf(content) ?? markupOf(summary)
  const [author] = elements(entry, 'author')
  const links = elements(entry, 'link')
  return feedItem(line, {
    id: firstText(entry, 'id'),
    title: plain(elements(entry, 'title')[0]),
    url: links.find(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate')?.attributes[
      'href'
    ],
    bodyHtml: body,
    summary: content === undefined ? undefined : feedSummary(plain(summary)),
    publishedAt: date === undefined ? undefined : feedDate(date),
    language: feedLanguage(entry.attributes['xml:lang'] ?? content?.attributes['xml:lang']),
    byline: author === undefined ? undefined : firstText(author, 'name'),
    categories: elements(entry, 'category')
      .map(({ attributes }) => attributes['label'] ?? attributes['term'] ?? '')
      .filter((name) => name.trim() !== ''),
    images: [...enclosures(links), ...feedImages(entry)],
  })
}

/** RFC 4287 §3.1.1 and §4.1.3.3: what a text is, its type says. */
function markupOf(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  const { type = 'text' } = element.attributes
  const markup =
    type === 'xhtml'
      ? innerMarkup(element)
      : type === 'text'
        ? paragraphsToHtml(textOf(element))
        : textOf(element)
  return markup.trim() === '' ? undefined : markup
}

function plain(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  return element.attributes['type'] === 'html' ? feedText(textOf(element)) : textOf(element).trim()
}

function enclosures(links: readonly XmlElement[]): readonly object[] {
  return links
    .filter(
      ({ attributes }) =>
        attributes['rel'] === 'enclosure' && attributes['type']?.startsWith('image/') === true,
    )
    .map(({ attributes }) => imageOf(attributes['href'] ?? '', attributes))
}
