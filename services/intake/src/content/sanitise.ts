import type { Warning } from '@uniwire/messages'
import { cleanText } from '@uniwire/newsroom'
import sanitizeHtml from 'sanitize-html'
import { resolveAddress } from './address.ts'

export interface SanitisedBody {
  readonly html: string
  readonly warnings: readonly Warning[]
}

const TEXT = [
  'p',
  'br',
  'hr',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'pre',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
]
const INLINE = [
  'a',
  'abbr',
  'b',
  'cite',
  'code',
  'del',
  'em',
  'i',
  'ins',
  'mark',
  'q',
  's',
  'small',
  'strong',
  'sub',
  'sup',
  'u',
  'time',
]
const TABLES = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td']
const PICTURES = ['figure', 'figcaption', 'img']
/** Their content is not text of the article. The library's own list is kept: leaving one out was CVE-2026-44990. */
const DROPPED_WHOLE = [
  'script',
  'style',
  'textarea',
  'option',
  'noscript',
  'xmp',
  'iframe',
  'object',
  'svg',
  'math',
  'template',
  'title',
]

/**
 * What may stay of posted HTML (docs/content-policy.md): text, tables, figures, absolute links and
 * images. Nothing that runs, frames, styles or loads by itself; stable on a second pass.
 */
export function sanitise(html: string, base: string): SanitisedBody {
  const warnings: Warning[] = []
  const link = (attributes: sanitizeHtml.Attributes) => {
    const href = resolve(attributes['href'], base, (url) => warnings.push({ code: 'link-dropped', url }))
    return href === undefined ? {} : { href, rel: 'noopener nofollow ugc' }
  }
  const image = (attributes: sanitizeHtml.Attributes) => {
    const src = resolve(attributes['src'], base, (url) => warnings.push({ code: 'image-dropped', url }))
    const { alt, width, height } = attributes
    const sizes = { ...(isPixels(width) && { width }), ...(isPixels(height) && { height }) }
    return src === undefined
      ? {}
      : { src, ...(alt !== undefined && { alt }), ...sizes, loading: 'lazy', referrerpolicy: 'no-referrer' }
  }
  const cleaned = sanitizeHtml(html, {
    allowedTags: [...TEXT, ...INLINE, ...TABLES, ...PICTURES],
    allowedAttributes: {
      '*': ['lang'],
      a: ['href', 'rel'],
      img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
      time: ['datetime'],
      ol: ['start'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: DROPPED_WHOLE,
    nestingLimit: 50,
    transformTags: {
      h1: 'h2',
      a: (_tag, attributes) => ({ tagName: 'a', attribs: { ...langOf(attributes), ...link(attributes) } }),
      img: (_tag, attributes) => ({ tagName: 'img', attribs: image(attributes) }),
    },
    exclusiveFilter: (frame) => frame.tag === 'img' && frame.attribs['src'] === undefined,
  })
  return { html: cleanText(cleaned).trim(), warnings }
}

function resolve(
  address: string | undefined,
  base: string,
  onDropped: (url: string) => void,
): string | undefined {
  if (address === undefined || address.trim() === '') return undefined
  const resolved = resolveAddress(address, base, ['http:', 'https:', 'mailto:'])
  if (resolved === undefined) onDropped(address.slice(0, 200))
  return resolved
}

function langOf(attributes: sanitizeHtml.Attributes): { readonly lang?: string } {
  return attributes['lang'] === undefined ? {} : { lang: attributes['lang'] }
}

function isPixels(size: string | undefined): size is string {
  return size !== undefined && /^\d{1,5}$/.test(size)
}
