import type { NinjsInput } from '@uniwire/http-api'
import type { FieldProblem } from '@uniwire/messages'
import { ignoredMembers } from './ignored-members.ts'
import { ninjsImages } from './ninjs-images.ts'
import { bodyOf, described, headlineOf, summaryOf } from './ninjs-words.ts'
import type { Placed } from './placed.ts'
import { placedItems } from './placed.ts'
import { ROLES } from './roles.ts'

export interface PostedNinjs {
  /** The article as posted (contract §2), still to be checked. */
  readonly article: Readonly<Record<string, unknown>>
  /** An alternative id of that role, else the item's `uri`. */
  readonly sourceId: Placed<string>
  /** From a pointer into `article` to one into the document. */
  readonly pointerOf: (pointer: string) => string
  /** Names of members that nothing here keeps. */
  readonly ignored: readonly string[]
  /** What no article can be made of. */
  readonly errors: readonly { readonly pointer: string; readonly problem: FieldProblem }[]
}

/**
 * A ninjs 3.1 item as an article (`docs/publishing.md`, section "ninjs", states each rule).
 *
 * @param homepage - Of the university: a `uri` on its host is the article's address.
 */
export function fromNinjs(document: NinjsInput, homepage: string): PostedNinjs {
  const body = bodyOf(document)
  const members: Readonly<Record<string, Placed<unknown> | undefined>> = {
    title: headlineOf(document),
    ...(body === undefined ? {} : { [body.kind]: body }),
    summary: summaryOf(document),
    language: languageOf(document),
    publishedAt: publicationOf(document),
    url: addressOf(document, homepage),
    byline: placed(document.by, '/by'),
    embargoedUntil: placed(document.embargoedUntil, '/embargoedUntil'),
    translationGroup: altId(document, ROLES.translationGroup),
  }
  const given = Object.entries(members).flatMap(([name, each]) =>
    each === undefined ? [] : [{ name, ...each }],
  )
  const categories = placedItems(document.subjects, '/subjects').filter(
    ({ value }) => value.name !== undefined,
  )
  const images = ninjsImages(document)
  const places = new Map<string, string>([
    ...FALLBACKS,
    ...given.map(({ name, pointer }) => [`/${name}`, pointer] as const),
    ...categories.map(({ pointer }, place) => [`/categories/${place}`, `${pointer}/name`] as const),
    ...images.flatMap((image, place) =>
      Object.entries(image.places).map(([name, to]) => [`/images/${place}/${name}`, to] as const),
    ),
  ])
  return {
    article: {
      ...Object.fromEntries(given.map(({ name, value }) => [name, value])),
      categories: categories.map(({ value }) => value.name),
      images: images.map(({ image }) => image),
    },
    sourceId: altId(document, ROLES.sourceId) ?? { value: document.uri, pointer: '/uri' },
    pointerOf: (pointer) => places.get(pointer) ?? pointer,
    ignored: ignoredMembers(document),
    errors: [...statusErrors(document), ...bodyErrors(document, body === undefined)],
  }
}

/** Where something is missing, or too much. */
const FALLBACKS: readonly (readonly [string, string])[] = [
  ['/title', '/headlines'],
  ['/categories', '/subjects'],
  ['/images', '/associations'],
  ['/publishedAt', '/contentCreated'],
]

/** To take an article back is a request of its own, with a reason; withheld for ever is not publishing. */
function statusErrors({ pubStatus, embargoedUntil }: NinjsInput): PostedNinjs['errors'] {
  if (pubStatus === 'canceled') return [{ pointer: '/pubStatus', problem: { code: 'withdraw-instead' } }]
  return pubStatus === 'withheld' && embargoedUntil === undefined
    ? [{ pointer: '/embargoedUntil', problem: { code: 'required' } }]
    : []
}

function bodyErrors({ bodies = [] }: NinjsInput, missing: boolean): PostedNinjs['errors'] {
  if (!missing) return []
  if (bodies.length === 0) return [{ pointer: '/bodies', problem: { code: 'required' } }]
  const problem = { code: 'not-one-of', allowed: ['text/html', 'text/plain'] } as const
  return [{ pointer: '/bodies/0/contentType', problem }]
}

/** When the content was first published; a version's own time only where nothing else is said. */
function publicationOf(document: NinjsInput): Placed<string> | undefined {
  const { contentCreated, firstCreated, versionCreated } = document
  return (
    described(document, ROLES.publishedAt) ??
    placed(contentCreated, '/contentCreated') ??
    placed(firstCreated, '/firstCreated') ??
    placed(versionCreated, '/versionCreated')
  )
}

/** BCP 47 with a region or the usual script is one of ours; anything else is refused as it stands. */
function languageOf({ language }: NinjsInput): Placed<string> | undefined {
  if (language === undefined) return undefined
  const [primary = '', ...rest] = language.toLowerCase().split('-')
  const isLatin = primary === 'kk' && rest.includes('latn')
  const known = ['kk', 'ru', 'en'].includes(primary)
  return { value: isLatin ? 'kk-Latn' : known ? primary : language, pointer: '/language' }
}

function addressOf(document: NinjsInput, homepage: string): Placed<string> | undefined {
  const url = altId(document, ROLES.url)
  if (url !== undefined) return url
  const uri = URL.parse(document.uri)
  const isAtHome = uri !== null && /^https?:$/.test(uri.protocol) && uri.host === URL.parse(homepage)?.host
  return isAtHome ? { value: document.uri, pointer: '/uri' } : undefined
}

function altId({ altIds }: NinjsInput, role: string): Placed<string> | undefined {
  const found = placedItems(altIds, '/altIds').find(({ value }) => value.role === role)
  return found && placed(found.value.value, `${found.pointer}/value`)
}

function placed<T>(value: T | undefined, pointer: string): Placed<T> | undefined {
  return value === undefined ? undefined : { value, pointer }
}
