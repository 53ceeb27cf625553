import { z } from '@hono/zod-openapi'
import { cleanLine, cleanText } from '@uniwire/newsroom'
import { refuse } from './field-code.ts'

/** One line of text, cleaned; never empty. */
export const line = (maxCharacters: number) =>
  z
    .string()
    .transform((text, context) => {
      const cleaned = cleanLine(text)
      if (cleaned === '') refuse(context, { code: 'empty' })
      if (isLonger(cleaned, maxCharacters)) refuse(context, { code: 'too-long', max: maxCharacters })
      return cleaned
    })
    .openapi({ type: 'string', maxLength: maxCharacters })

/** The same, where many sites send an empty string for what they do not have. */
export const optionalLine = (maxCharacters: number) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      const cleaned = text === undefined ? '' : cleanLine(text)
      if (isLonger(cleaned, maxCharacters)) refuse(context, { code: 'too-long', max: maxCharacters })
      return cleaned === '' ? undefined : cleaned
    })
    .openapi({ type: 'string', maxLength: maxCharacters })

/** Text of several lines, cleaned. */
export const lines = (maxBytes: number) =>
  z
    .string()
    .transform((text, context) => {
      const cleaned = cleanText(text)
      if (Buffer.byteLength(cleaned) > maxBytes) refuse(context, { code: 'too-long', max: maxBytes })
      return cleaned
    })
    .openapi({ type: 'string', maxLength: maxBytes })

/** An absolute `http` or `https` address, in the form that WHATWG URL gives it. */
export const webAddress = (maxCharacters: number) =>
  z
    .string()
    .transform((text, context) => {
      const url = URL.parse(text.trim())
      if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '') {
        refuse(context, { code: 'not-a-url' })
        return z.NEVER
      }
      if (url.href.length > maxCharacters) refuse(context, { code: 'too-long', max: maxCharacters })
      return url.href
    })
    .openapi({ type: 'string', format: 'uri', maxLength: maxCharacters })

/** No character is less than one unit of `length`. */
function isLonger(text: string, maxCharacters: number): boolean {
  return text.length > maxCharacters && Array.from(text).length > maxCharacters
}
