import { checkLanguage, checkRequired, checkRfc822 } from './element-checks.ts'
import type { LintContext } from './finding.ts'
import { lintHtml } from './html.ts'
import { isFullUri } from './values.ts'
import { childNamed, childrenNamed } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

/** OPML 2.0 subscription lists. */
export function lintOpml(opml: XmlElement, context: LintContext): void {
  const { report } = context
  const version = opml.attributes.get('version')
  if (version === undefined) report('MissingAttribute', 'version is missing.', opml.where)
  else if (!['1.0', '1.1', '2.0'].includes(version)) report('InvalidOPMLVersion', version, opml.where)
  checkRequired(opml, { head: 'MissingElement', body: 'MissingElement' }, context)
  const head = childNamed(opml, 'head')
  for (const child of head?.children ?? []) {
    if (!HEAD.has(child.name)) report('UndefinedElement', `<${child.name}> is unknown here.`, child.where)
    else if (child.name.startsWith('date')) checkRfc822(child, context)
    else context.add(lintHtml(child.text, child.where))
  }
  const body = childNamed(opml, 'body')
  if (body === undefined) return
  checkRequired(body, { outline: 'MissingElement' }, context)
  for (const outline of childrenNamed(body, 'outline')) lintOutline(outline, context)
}

function lintOutline(outline: XmlElement, context: LintContext): void {
  const { report } = context
  const { attributes, where } = outline
  const text = attributes.get('text')
  const type = attributes.get('type')
  if (text === undefined) report('MissingAttribute', 'text is missing.', where)
  else if (text.trim() === '') report('NotBlank', 'text is blank.', where)
  if (type === 'rss') {
    if (!attributes.has('xmlUrl')) report('MissingXmlURL', 'xmlUrl is missing.', where)
    if (!attributes.has('title')) report('MissingTitleAttr', 'title is missing.', where)
  } else if (type === undefined && attributes.has('xmlUrl')) {
    report('MissingOutlineType', 'A feed without type="rss".', where)
  }
  for (const name of ['xmlUrl', 'htmlUrl', 'url']) {
    const url = attributes.get(name)
    if (url !== undefined && !isFullUri(url)) report('InvalidURLAttribute', `${name}="${url}"`, where)
  }
  // OPML 2.0 lets these hold HTML.
  for (const name of ['text', 'title', 'description'])
    context.add(lintHtml(attributes.get(name) ?? '', where))
  checkLanguage(attributes.get('language'), where, context)
  for (const child of childrenNamed(outline, 'outline')) lintOutline(child, context)
}

const HEAD: ReadonlySet<string> = new Set(
  (
    'title dateCreated dateModified ownerName ownerEmail ownerId expansionState vertScrollState ' +
    'windowTop windowLeft windowBottom windowRight'
  ).split(' '),
)
