import { feedDate } from './feed-date.ts'
import { feedImages, feedItem, feedLanguage, feedSummary, feedText } from './feed-fields.ts'
import type { ImportItem } from './item.ts'
import type { XmlElement } from './xml-element.ts'
import { elements, firstText, textOf } from './xml-element.ts'

/**
 * An item of RSS 2.0 (contract §1, imports). Without a guid, as Bitrix writes it, its link is its identity. The
 * language of the whole feed is that of the site's menus and is not believed.
 */
export function rssItem(line: number, item: XmlElement): ImportItem {
  const link = firstText(item, 'link')
  const description = firstText(item, 'description')
  const full = firstText(item, 'content:encoded', 'yandex:full-text')
  const date = firstText(item, 'pubDate', 'dc:date', 'dcterms:issued')
  return feedItem(line, {
    id: firstText(item, 'guid') ?? link,
    title: feedText(firstText(item, 'title')),
    url: link ?? permalink(item),
    bodyHtml: full ?? description,
    summary: full === undefined ? undefined : feedSummary(description),
    publishedAt: date === undefined ? undefined : feedDate(date),
    language: feedLanguage(firstText(item, 'dc:language') ?? item.attributes['xml:lang']),
    byline: author(item),
    categories: categories(item),
    images: feedImages(item),
  })
}

function permalink(item: XmlElement): string | undefined {
  const [guid] = elements(item, 'guid')
  const text = guid === undefined ? '' : textOf(guid).trim()
  return guid?.attributes['isPermaLink'] !== 'false' && /^https?:/i.test(text) ? text : undefined
}

/** RSS wants `mail@address (Name)` there, and most sites write the name. */
function author(item: XmlElement): string | undefined {
  const text = firstText(item, 'dc:creator', 'author')
  const [, name] = /^\S+@\S+\s*\((.+)\)$/.exec(text ?? '') ?? []
  if (name !== undefined) return name
  return text === undefined || /^\S+@\S+$/.test(text) ? undefined : feedText(text)
}

function categories(item: XmlElement): readonly string[] {
  return elements(item, 'category')
    .map((element) => feedText(textOf(element).trim()) ?? '')
    .filter((name) => name !== '')
}
