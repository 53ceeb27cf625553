import type { Warning } from '@uniwire/messages'
import { LIMITS } from '@uniwire/http-api'
import { cleanLine, escapeHtml } from '@uniwire/newsroom'
import { resolveAddress } from './address.ts'

type Attributes = ReadonlyMap<string, string>
type Written = readonly (readonly [name: string, value: string | undefined])[]

const LINK_SCHEMES = ['http:', 'https:', 'mailto:']
const IMAGE_SCHEMES = ['http:', 'https:']

/** Writes the start tags of allowed elements, with the attributes that may stay and addresses made absolute. */
export interface StartTags {
  tag(name: string, attributes: Attributes): string
  /** `undefined` for a link that leads nowhere: its text stays. */
  link(attributes: Attributes): string | undefined
  image(attributes: Attributes): string | undefined
}

export function startTags(base: string, warn: (warning: Warning) => void): StartTags {
  return {
    tag: (name, attributes) =>
      attributes.size === 0
        ? `<${name}>`
        : written(name, [...own(name, attributes), ['lang', langOf(attributes)]]),
    link(attributes) {
      const address = attributes.get('href')
      if (address === undefined || address.trim() === '') return undefined
      const href = resolve(address, base, LINK_SCHEMES)
      if (href === undefined) warn({ code: 'link-dropped', url: shown(address) })
      const rel = 'noopener nofollow ugc'
      return href === undefined
        ? undefined
        : written('a', [
            ['href', href],
            ['rel', rel],
            ['lang', langOf(attributes)],
          ])
    },
    image(attributes) {
      const address = attributes.get('src')
      if (address === undefined || address.trim() === '') return undefined
      const src = resolve(address, base, IMAGE_SCHEMES)
      if (src === undefined) {
        warn({ code: 'image-dropped', url: shown(address) })
        return undefined
      }
      const alt = attributes.get('alt')
      return written('img', [
        ['src', src],
        ['alt', alt === undefined ? undefined : cleanLine(alt)],
        ['width', matching(attributes.get('width'), /^\d{1,5}$/)],
        ['height', matching(attributes.get('height'), /^\d{1,5}$/)],
        ['loading', 'lazy'],
        ['referrerpolicy', 'no-referrer'],
        ['lang', langOf(attributes)],
      ])
    },
  }
}

function own(name: string, attributes: Attributes): Written {
  const value = (attribute: string, shape: RegExp) =>
    [attribute, matching(attributes.get(attribute), shape)] as const
  switch (name) {
    case 'abbr':
      return [['title', cleanLine(attributes.get('title') ?? '') || undefined]]
    case 'ol':
      return [value('start', /^-?\d{1,6}$/)]
    case 'time':
      return [value('datetime', /^[0-9A-Za-z:+. -]{1,40}$/)]
    case 'td':
      return [value('colspan', /^[1-9]\d{0,2}$/), value('rowspan', /^\d{1,3}$/)]
    case 'th':
      return [
        value('colspan', /^[1-9]\d{0,2}$/),
        value('rowspan', /^\d{1,3}$/),
        value('scope', /^(?:row|col|rowgroup|colgroup)$/),
      ]
    default:
      return []
  }
}

function written(name: string, attributes: Written): string {
  let tag = `<${name}`
  for (const [attribute, value] of attributes) {
    if (value !== undefined) tag += ` ${attribute}="${escapeHtml(value)}"`
  }
  return name === 'img' ? `${tag} />` : `${tag}>`
}

function resolve(address: string, base: string, schemes: readonly string[]): string | undefined {
  const resolved = resolveAddress(address, base, schemes)
  return resolved !== undefined && resolved.length <= LIMITS.urlCharacters ? resolved : undefined
}

/** BCP 47, as far as its shape goes. */
function langOf(attributes: Attributes): string | undefined {
  return matching(attributes.get('lang'), /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/)
}

function matching(value: string | undefined, shape: RegExp): string | undefined {
  const trimmed = value?.trim()
  return trimmed !== undefined && shape.test(trimmed) ? trimmed : undefined
}

/** Enough of an address to find it by; a picture written into one is not repeated. */
function shown(address: string): string {
  return cleanLine(address.slice(0, 200))
}
