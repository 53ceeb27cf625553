export const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

/**
 * Escapes text that is already legal. The hexadecimal references are those of the RSS Best Practices Profile
 * ("Character data"): they tell readers that guess whether a title is HTML that it is plain text.
 */
function escapeText(text: string): string {
  return MARKUP.test(text)
    ? text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;').replaceAll('>', '&#x3E;')
    : text
}

/** Escapes an attribute value; line breaks and tabs are references, or a parser would turn them into spaces. */
export function escapeAttribute(text: string): string {
  return ATTRIBUTE_MARKUP.test(text)
    ? text.replace(ATTRIBUTE_MARKUP_ALL, (character) => ATTRIBUTE_REFERENCES[character] ?? character)
    : text
}

/** Legal text as CDATA; `]]>` is split over two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.includes(']]>') ? text.replaceAll(']]>', ']]]]><![CDATA[>') : text}]]>`
}

/** Text as HTML: for the fields that readers take for HTML, whatever the text looks like. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * True for text with what could be an end tag. Some readers, and the W3C validator, take such text for undeclared
 * HTML; where a format lets it be declared as HTML, escaped, all of them read it alike.
 */
export function looksLikeHtml(text: string): boolean {
  return END_TAG.test(text)
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element on a line of its own that holds text; nothing stands between the tags but the text. */
export function textElement(name: string, text: string, attributes?: Attributes): string {
  return `<${name}${attributeList(attributes)}>${escapeText(text)}</${name}>\n`
}

export function emptyElement(name: string, attributes: Attributes): string {
  return `<${name}${attributeList(attributes)}/>\n`
}

/** ` a="1" b="2"`, undefined values left out. */
export function attributeList(attributes: Attributes | undefined): string {
  if (attributes === undefined) return ''
  let list = ''
  for (const name in attributes) {
    const value = attributes[name]
    if (value !== undefined) list += ` ${name}="${escapeAttribute(String(value))}"`
  }
  return list
}

const END_TAG = /<\/\w/
const MARKUP = /[&<>]/
const ATTRIBUTE_MARKUP = /[&<>"\t\n\r]/
const ATTRIBUTE_MARKUP_ALL = /[&<>"\t\n\r]/g
const ATTRIBUTE_REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
