import {
  checkAttributes,
  checkFullLink,
  checkPlainText,
  checkRequired,
  checkRfc3339,
  checkSingle,
  checkTight,
} from './element-checks.ts'
import { checkAlternates, checkFeedLinks, checkLink, relOf } from './feed-links.ts'
import type { LintContext } from './finding.ts'
import { lintHtml } from './html.ts'
import { isCanonicalUri, isMediaType, isUrnUuid, rfc3339Fault } from './values.ts'
import { childNamed, childrenNamed } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

/** Atom 1.0 (RFC 4287) with archives (RFC 5005) and tombstones (RFC 6721). */
export function lintAtom(feed: XmlElement, context: LintContext): void {
  const { report } = context
  checkMetadata(feed, context)
  checkFeedLinks(feed, context)
  const firstEntry = feed.children.findIndex(({ name }) => name === 'atom:entry')
  for (const [index, child] of feed.children.entries()) {
    if (child.name === 'at:deleted-entry') lintDeletedEntry(child, context)
    else if (child.name.startsWith('atom:') && child.name !== 'atom:entry') {
      lintChild(child, context)
      if (firstEntry !== -1 && index > firstEntry) {
        report('MisplacedMetadata', `<${child.name}> stands after an entry.`, child.where)
      }
    } else if (!child.name.includes(':')) {
      report('UndefinedElement', `<${child.name}> is unknown here.`, child.where)
    }
  }
  const ids = new Set<string>()
  const times = new Set<string>()
  for (const entry of childrenNamed(feed, 'atom:entry')) {
    lintEntry(entry, childNamed(feed, 'atom:author') !== undefined, context)
    const id = childNamed(entry, 'atom:id')?.text ?? ''
    const updated = childNamed(entry, 'atom:updated')?.text ?? ''
    if (id !== '' && ids.has(id)) report('DuplicateEntries', `The id ${id} stands twice.`, entry.where)
    if (updated !== '' && times.has(updated)) {
      report('DuplicateUpdated', `Two entries were updated at ${updated}.`, entry.where)
    }
    ids.add(id)
    times.add(updated)
  }
}

function checkMetadata(element: XmlElement, context: LintContext): void {
  checkRequired(
    element,
    { 'atom:id': 'MissingElement', 'atom:title': 'MissingElement', 'atom:updated': 'MissingElement' },
    context,
  )
  checkSingle(element, SINGLE, context)
}

function lintEntry(entry: XmlElement, feedHasAuthor: boolean, context: LintContext): void {
  const { report } = context
  checkMetadata(entry, context)
  const source = childNamed(entry, 'atom:source')
  const hasAuthor = [entry, source].some((place) => place !== undefined && childNamed(place, 'atom:author'))
  if (!hasAuthor && !feedHasAuthor) report('MissingElement', '<atom:author> is missing.', entry.where)
  const links = childrenNamed(entry, 'atom:link')
  for (const link of links) checkLink(link, 'entry', context)
  checkAlternates(links, context)
  if (childNamed(entry, 'atom:content') === undefined) {
    if (childNamed(entry, 'atom:summary') === undefined) {
      report('MissingTextualContent', 'Neither content nor summary.', entry.where)
    }
    if (!links.some((link) => relOf(link) === 'alternate')) {
      report('MissingContentOrAlternate', 'Neither content nor an alternate link.', entry.where)
    }
  }
  for (const child of entry.children) lintChild(child, context)
  if (source !== undefined) lintSource(source, context)
}

function lintSource(source: XmlElement, context: LintContext): void {
  for (const name of ['atom:id', 'atom:title', 'atom:updated']) {
    if (childNamed(source, name) === undefined) {
      context.report('MissingSourceElement', `<${name}> is missing.`, source.where)
    }
  }
  for (const child of source.children) lintChild(child, context)
  for (const link of childrenNamed(source, 'atom:link')) checkLink(link, 'entry', context)
}

function lintChild(child: XmlElement, context: LintContext): void {
  switch (child.name) {
    case 'atom:id':
      checkFullLink(child, context)
      lintId(child, context)
      break
    case 'atom:updated':
    case 'atom:published':
      checkTight(child, context)
      checkRfc3339(child, context)
      break
    case 'atom:title':
    case 'atom:subtitle':
    case 'atom:summary':
    case 'atom:rights':
      lintText(child, ['text', 'html', 'xhtml'], context)
      break
    case 'atom:content':
      lintContent(child, context)
      break
    case 'atom:icon':
    case 'atom:logo':
      checkFullLink(child, context)
      break
    case 'atom:author':
    case 'atom:contributor':
      checkRequired(child, { 'atom:name': 'MissingElement' }, context)
      for (const name of childrenNamed(child, 'atom:name')) checkPlainText(name, context)
      break
    case 'atom:category':
      checkAttributes(child, { term: 'text' }, context)
      break
  }
}

function lintId({ text, where }: XmlElement, { report }: LintContext): void {
  if (/^urn:uuid:/i.test(text) && !isUrnUuid(text)) report('InvalidUUID', `Not a UUID: ${text}`, where)
  if (!isCanonicalUri(text)) report('NonCanonicalURI', `Not in canonical form: ${text}`, where)
}

function lintContent(content: XmlElement, context: LintContext): void {
  const type = content.attributes.get('type') ?? 'text'
  if (!type.includes('/')) {
    lintText(content, ['text', 'html', 'xhtml'], context)
  } else if (!isMediaType(type)) {
    context.report('InvalidMIMEAttribute', `type="${type}"`, content.where)
  } else if (type === 'text/html' && !content.attributes.has('src') && !/<html/i.test(content.text)) {
    context.report('HtmlFragment', 'A fragment of HTML is type="html", not text/html.', content.where)
  }
}

function lintText(element: XmlElement, types: readonly string[], context: LintContext): void {
  const type = element.attributes.get('type') ?? 'text'
  if (!types.includes(type)) context.report('InvalidTextType', `type="${type}"`, element.where)
  else if (type === 'text') {
    checkPlainText(element, context, { mayBeHtml: true })
  } else if (type === 'html') {
    if (element.text.trim() === '') context.report('NotBlank', `<${element.name}> is blank.`, element.where)
    context.add(lintHtml(element.text, element.where))
  }
}

function lintDeletedEntry(element: XmlElement, { report }: LintContext): void {
  if (!element.attributes.has('ref')) report('MissingAttribute', 'ref is missing.', element.where)
  const when = element.attributes.get('when')
  if (when === undefined) report('MissingAttribute', 'when is missing.', element.where)
  else if (rfc3339Fault(when) !== undefined) report('InvalidRFC3339Date', `when="${when}"`, element.where)
}

const SINGLE = 'id title subtitle updated published content summary source rights icon logo generator'
  .split(' ')
  .map((name) => `atom:${name}`)
