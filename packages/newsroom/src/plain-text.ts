/**
 * Between sanitised HTML and text. Only for HTML that our own sanitiser wrote: every `<` begins a tag
 * there, and only five characters are entities.
 */
const BLOCK_END =
  /<\/(?:p|h[1-6]|li|blockquote|tr|figcaption|dt|dd|pre|caption|div|section)>|<(?:br|hr) ?\/?>/g
const CELL_END = /<\/t[dh]>/g
const TAG = /<[^>]*>/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
}

/** The words of an article, a line for each block. */
export function plainText(sanitisedHtml: string): string {
  return sanitisedHtml
    .replace(BLOCK_END, '\n')
    .replace(CELL_END, ' ')
    .replace(TAG, '')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

/** Plain text as HTML: a blank line ends a paragraph, a single line end is a line break. */
export function paragraphsToHtml(text: string): string {
  return text
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>`)
    .join('\n')
}

/** For text and for attribute values in double quotes. */
export function escapeHtml(text: string): string {
  if (!/[&<>"]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
