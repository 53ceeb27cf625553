import { plainText } from '@uniwire/newsroom'

/** Between what stands before and behind these `plainText` puts white space. */
const ENDS = /^(?:\/(?:p|h[1-6]|li|blockquote|tr|figcaption|dt|dd|pre|caption|div|section|t[dh])|[bh]r ?\/?)$/

/**
 * The words of sanitised HTML, for who looks at nothing else: what `plainText` answers but for how much white space
 * stands between them, in a third of its time.
 */
export function wordsOf(sanitisedHtml: string): string {
  if (sanitisedHtml.includes('&')) return plainText(sanitisedHtml)
  let words = ''
  let from = 0
  for (let tag = sanitisedHtml.indexOf('<'); tag >= 0; tag = sanitisedHtml.indexOf('<', from)) {
    words += sanitisedHtml.slice(from, tag)
    const end = sanitisedHtml.indexOf('>', tag)
    if (end < 0) return words + sanitisedHtml.slice(tag)
    if (ENDS.test(sanitisedHtml.slice(tag + 1, end))) words += '\n'
    from = end + 1
  }
  return words + sanitisedHtml.slice(from)
}
