import type { NinjsInput } from '@uniwire/http-api'
import { plainText } from '@uniwire/newsroom'
import type { Placed } from './placed.ts'
import { placedItems } from './placed.ts'
import { ROLES } from './roles.ts'

type Valued = NonNullable<NinjsInput['bodies']>[number]

/** The main headline, else one without a role, else the first; without any, the item's title. */
export function headlineOf({ headlines, title }: NinjsInput): Placed<string> | undefined {
  const main = chosen(placedItems(headlines, '/headlines'), ROLES.headline)
  if (main !== undefined) return asPlain(main)
  return title === undefined ? undefined : { value: title, pointer: '/title' }
}

export interface NinjsBody extends Placed<string> {
  readonly kind: 'bodyHtml' | 'bodyText'
}

/**
 * HTML before plain text; of several the main one. A body without a type, which ninjs leaves to its writer, is HTML
 * when there is a tag in it.
 */
export function bodyOf({ bodies }: NinjsInput): NinjsBody | undefined {
  const placed = placedItems(bodies, '/bodies')
  for (const kind of ['bodyHtml', 'bodyText'] as const) {
    const body = chosen(
      placed.filter(({ value }) => kindOf(value) === kind),
      ROLES.headline,
    )
    if (body !== undefined) return { kind, value: body.value.value, pointer: `${body.pointer}/value` }
  }
  return undefined
}

export function described({ descriptions }: NinjsInput, role: string): Placed<string> | undefined {
  const found = placedItems(descriptions, '/descriptions').find(({ value }) => value.role === role)
  return found && asPlain(found)
}

/** A summary may come without a role; a description with another one is something else. */
export function summaryOf(document: NinjsInput): Placed<string> | undefined {
  const plain = placedItems(document.descriptions, '/descriptions').find(
    ({ value }) => value.role === undefined,
  )
  return described(document, ROLES.summary) ?? (plain && asPlain(plain))
}

function kindOf({ contentType, value }: Valued): NinjsBody['kind'] | undefined {
  if (contentType === undefined) return /<[a-z][^<>]*>/i.test(value) ? 'bodyHtml' : 'bodyText'
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'bodyHtml'
  return type === 'text/plain' ? 'bodyText' : undefined
}

function chosen(items: readonly Placed<Valued>[], role: string): Placed<Valued> | undefined {
  const withRole = (wanted: string | undefined) => items.find(({ value }) => value.role === wanted)
  return withRole(role) ?? withRole(undefined) ?? items[0]
}

function asPlain({ value, pointer }: Placed<Valued>): Placed<string> {
  const isMarkup = value.contentType?.toLowerCase().startsWith('text/html') === true
  return { value: isMarkup ? plainText(value.value) : value.value, pointer: `${pointer}/value` }
}
