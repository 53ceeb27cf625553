import {
  checkAttributes,
  checkContact,
  checkFullLink,
  checkLanguage,
  checkPlainText,
  checkRfc3339,
  checkRfc822,
  checkSingle,
  checkTight,
} from './element-checks.ts'
import { checkLink } from './feed-links.ts'
import type { LintContext } from './finding.ts'
import { lintHtml } from './html.ts'
import { isHttpUrl, isUrnUuid } from './values.ts'
import { childNamed, childrenNamed } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

export function lintRssItem(item: XmlElement, context: LintContext): void {
  const { report } = context
  const names = item.children.map(({ name }) => name)
  if (!names.includes('title') && !names.includes('description')) {
    report('ItemMustContainTitleOrDescription', 'Neither title nor description.', item.where)
  }
  if (!names.includes('guid')) report('MissingGuid', '<guid> is missing.', item.where)
  checkSingle(item, SINGLE, context)
  const enclosure = childrenNamed(item, 'enclosure')[1]
  if (enclosure !== undefined) report('DuplicateEnclosure', 'More than one enclosure.', enclosure.where)
  const content = names.indexOf('content:encoded')
  if (content !== -1 && !names.slice(0, content).includes('description')) {
    report('NeedDescriptionBeforeContent', 'No description before content:encoded.', item.where)
  }
  for (const child of item.children) lintItemChild(child, context)
}

function lintItemChild(child: XmlElement, context: LintContext): void {
  switch (child.name) {
    case 'title':
    case 'category':
    case 'dc:rights':
      checkPlainText(child, context)
      break
    case 'link':
    case 'comments':
      checkFullLink(child, context)
      break
    case 'guid':
      lintGuid(child, context)
      break
    case 'pubDate':
      checkRfc822(child, context)
      break
    case 'atom:updated':
      checkRfc3339(child, context)
      break
    case 'author':
      checkContact(child, context)
      break
    case 'dc:creator':
      checkTight(child, context)
      break
    case 'dc:language':
      checkLanguage(child.text, child.where, context)
      break
    case 'description':
    case 'content:encoded':
      context.add(lintHtml(child.text, child.where))
      break
    case 'source':
      checkAttributes(child, { url: 'url' }, context)
      checkPlainText(child, context)
      break
    case 'enclosure':
      checkAttributes(child, { url: 'url', length: 'size', type: 'type' }, context)
      break
    case 'media:content':
      lintMedia(child, context)
      break
    case 'atom:link':
      checkLink(child, 'entry', context)
      break
    default:
      if (!child.name.includes(':')) {
        context.report('UndefinedElement', `<${child.name}> is unknown here.`, child.where)
      }
  }
}

function lintGuid(guid: XmlElement, context: LintContext): void {
  const { report } = context
  checkTight(guid, context)
  const permalink = guid.attributes.get('isPermaLink') ?? 'true'
  if (permalink !== 'false' && !isHttpUrl(guid.text)) {
    report('InvalidHttpGUID', `A permalink must be a web address: ${guid.text}`, guid.where)
  }
  if (/^urn:uuid:/i.test(guid.text) && !isUrnUuid(guid.text)) {
    report('InvalidUUID', `Not a UUID: ${guid.text}`, guid.where)
  }
}

function lintMedia(media: XmlElement, context: LintContext): void {
  checkAttributes(
    media,
    { url: 'url?', type: 'type?', fileSize: 'size?', width: 'size?', height: 'size?' },
    context,
  )
  const medium = media.attributes.get('medium')
  if (medium !== undefined && !MEDIA.includes(medium)) {
    context.report('InvalidMediaMedium', `medium="${medium}"`, media.where)
  }
  const description = childNamed(media, 'media:description')
  if (description === undefined) return
  if (description.attributes.get('type') === 'html')
    context.add(lintHtml(description.text, description.where))
  else checkPlainText(description, context)
}

const SINGLE = [
  'title',
  'link',
  'description',
  'guid',
  'pubDate',
  'author',
  'source',
  'content:encoded',
  'dc:language',
]
const MEDIA = ['image', 'audio', 'video', 'document', 'executable']
