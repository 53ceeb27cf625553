import {
  checkContact,
  checkFullLink,
  checkLanguage,
  checkPlainText,
  checkRequired,
  checkRfc822,
  checkSingle,
  checkTight,
} from './element-checks.ts'
import { checkFeedLinks } from './feed-links.ts'
import type { LintContext } from './finding.ts'
import { lintRssItem } from './rss-item.ts'
import { childNamed, childrenNamed } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

/** RSS 2.0, with the RSS Best Practices Profile. */
export function lintRss(rss: XmlElement, context: LintContext): void {
  const { report } = context
  if (rss.attributes.get('version') !== '2.0') report('InvalidRSSVersion', 'Only RSS 2.0.', rss.where)
  const channel = childNamed(rss, 'channel')
  if (channel === undefined) {
    report('MissingElement', '<channel> is missing.', rss.where)
    return
  }
  lintChannel(channel, context)
  const guids = new Set<string>()
  for (const item of childrenNamed(channel, 'item')) {
    lintRssItem(item, context)
    const guid = childNamed(item, 'guid')?.text
    if (guid === undefined) continue
    if (guids.has(guid)) report('DuplicateIds', `The guid ${guid} stands twice.`, item.where)
    guids.add(guid)
  }
}

function lintChannel(channel: XmlElement, context: LintContext): void {
  checkRequired(
    channel,
    { title: 'MissingTitle', link: 'MissingLink', description: 'MissingDescription' },
    context,
  )
  checkSingle(channel, SINGLE, context)
  checkFeedLinks(channel, context)
  const firstItem = channel.children.findIndex(({ name }) => name === 'item')
  for (const [index, child] of channel.children.entries()) {
    if (!child.name.includes(':') && !KNOWN.has(child.name)) {
      context.report('UndefinedElement', `<${child.name}> is unknown here.`, child.where)
    }
    if (firstItem !== -1 && index > firstItem && SINGLE.includes(child.name)) {
      context.report('MisplacedItem', `<${child.name}> stands after an item.`, child.where)
    }
    lintChannelChild(child, channel, context)
  }
}

function lintChannelChild(child: XmlElement, channel: XmlElement, context: LintContext): void {
  switch (child.name) {
    case 'title':
    case 'description':
    case 'copyright':
    case 'category':
      checkPlainText(child, context)
      break
    case 'link':
      checkFullLink(child, context)
      break
    case 'lastBuildDate':
    case 'pubDate':
      checkRfc822(child, context)
      break
    case 'language':
      checkTight(child, context)
      checkLanguage(child.text.trim(), child.where, context)
      break
    case 'managingEditor':
    case 'webMaster':
      checkContact(child, context)
      break
    case 'image':
      lintImage(child, channel, context)
      break
  }
}

function lintImage(image: XmlElement, channel: XmlElement, context: LintContext): void {
  const { report } = context
  checkRequired(image, { url: 'MissingElement', title: 'MissingTitle', link: 'MissingLink' }, context)
  const url = childNamed(image, 'url')?.text ?? ''
  if (url !== '' && !/\.(?:gif|jpe?g|png)$/i.test(url)) {
    report('ImageUrlFormat', `Only GIF, JPEG and PNG: ${url}`, image.where)
  }
  if (childNamed(image, 'title')?.text !== childNamed(channel, 'title')?.text) {
    report('ImageTitleDoesntMatch', "The image's title is not the channel's.", image.where)
  }
  if (childNamed(image, 'link')?.text !== childNamed(channel, 'link')?.text) {
    report('ImageLinkDoesntMatch', "The image's link is not the channel's.", image.where)
  }
}

const SINGLE =
  'title link description language copyright managingEditor webMaster pubDate lastBuildDate generator docs cloud ttl image'.split(
    ' ',
  )
const KNOWN: ReadonlySet<string> = new Set([
  ...SINGLE,
  'category',
  'item',
  'rating',
  'skipDays',
  'skipHours',
  'textInput',
])
