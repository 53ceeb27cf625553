import type { FindingCode, LintContext } from './finding.ts'
import {
  hasBadCharacters,
  hasHtmlEndTag,
  isFullUri,
  isHttpUrl,
  isImplausible,
  isLanguageTag,
  isMediaType,
  looksLikeMarkup,
  rfc3339Fault,
  rfc822Fault,
} from './values.ts'
import { childNamed, childrenNamed } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

export function checkRequired(
  parent: XmlElement,
  names: Readonly<Record<string, FindingCode>>,
  { report }: LintContext,
): void {
  for (const [name, code] of Object.entries(names)) {
    if (childNamed(parent, name) === undefined) report(code, `<${name}> is missing.`, parent.where)
  }
}

export function checkSingle(parent: XmlElement, names: readonly string[], { report }: LintContext): void {
  for (const name of names) {
    const second = childrenNamed(parent, name)[1]
    if (second !== undefined) report('DuplicateElement', `<${name}> stands twice.`, second.where)
  }
}

/** Plain text that is shown: not blank, nothing around it, and nothing that a reader would take for HTML. */
export function checkPlainText(
  element: XmlElement,
  { report }: LintContext,
  { mayBeHtml = false }: { readonly mayBeHtml?: boolean } = {},
): void {
  checkTight(element, { report })
  if (element.text.trim() === '') report('NotBlank', `<${element.name}> is blank.`, element.where)
  // Hexadecimal references say that the text is plain (RSS Best Practices Profile, "Character data"), which the W3C
  // validator accepts for entities and not for end tags; those can be declared as HTML in an Atom text construct only.
  const declaredPlain = !(mayBeHtml && hasHtmlEndTag(element.text)) && /&#x(?:26|3[Cc]);/.test(element.source)
  if (!declaredPlain && looksLikeMarkup(element.text)) {
    report('ContainsHTML', `<${element.name}> should be plain text.`, element.where)
  }
}

/** White space inside the tags ends up in titles, links and ids of several readers. */
export function checkTight(element: XmlElement, { report }: Pick<LintContext, 'report'>): void {
  if (element.text !== element.text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')) {
    report('UnexpectedWhitespace', `White space around the text of <${element.name}>.`, element.where)
  }
}

export function checkFullLink(element: XmlElement, context: LintContext): void {
  checkTight(element, context)
  if (!isFullUri(element.text.trim())) {
    context.report('InvalidFullLink', `<${element.name}> is no full URL: ${element.text}`, element.where)
  }
}

export function checkRfc822(element: XmlElement, context: LintContext): void {
  checkDate(element, rfc822Fault(element.text), context)
}

export function checkRfc3339(element: XmlElement, context: LintContext): void {
  checkDate(element, rfc3339Fault(element.text), context)
}

function checkDate(
  element: XmlElement,
  fault: FindingCode | undefined,
  { report, options }: LintContext,
): void {
  if (fault !== undefined) report(fault, `Not a right date: ${element.text}`, element.where)
  else if (isImplausible(element.text, options.now)) {
    report('ImplausibleDate', `Too early or in the future: ${element.text}`, element.where)
  }
}

export function checkLanguage(tag: string | undefined, where: string, { report }: LintContext): void {
  if (tag !== undefined && !isLanguageTag(tag)) report('InvalidLanguage', `No language tag: ${tag}`, where)
}

/** RSS 2.0 wants an e-mail address, perhaps with a name in brackets. */
export function checkContact(element: XmlElement, { report }: LintContext): void {
  if (!E_MAIL.test(element.text)) {
    report('InvalidContact', `<${element.name}> wants an e-mail address: ${element.text}`, element.where)
  }
}

/** Attributes by name: a required web address, media type or length; `?` marks what may be missing. */
export function checkAttributes(
  element: XmlElement,
  rules: Readonly<Record<string, 'url' | 'url?' | 'type' | 'type?' | 'size' | 'size?' | 'text'>>,
  { report }: LintContext,
): void {
  for (const [name, rule] of Object.entries(rules)) {
    const value = element.attributes.get(name)
    if (value === undefined) {
      if (!rule.endsWith('?')) report('MissingAttribute', `${name} is missing.`, element.where)
    } else if (rule.startsWith('url') && !isHttpUrl(value)) {
      report('InvalidURLAttribute', `${name} is no web address: ${value}`, element.where)
    } else if (rule.startsWith('type') && !isMediaType(value)) {
      report('InvalidMIMEAttribute', `${name} is no media type: ${value}`, element.where)
    } else if (rule.startsWith('size') && !/^\d+$/.test(value)) {
      report('InvalidIntegerAttribute', `${name} is no number: ${value}`, element.where)
    }
  }
}

/** Reports characters that no text means, in every text and attribute of the document. */
export function checkCharacters(element: XmlElement, context: LintContext): void {
  if ([element.text, ...element.attributes.values()].some(hasBadCharacters)) {
    context.report(
      'BadCharacters',
      `<${element.name}> holds control or replacement characters.`,
      element.where,
    )
  }
  checkLanguage(element.attributes.get('xml:lang'), element.where, context)
  for (const child of element.children) checkCharacters(child, context)
}

const E_MAIL = /^[\w.+'-]+@[\w-]+(?:\.[\w-]+)+(?:\s+\([^)]*\))?$/
