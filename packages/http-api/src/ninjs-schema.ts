import { z } from '@hono/zod-openapi'
import { LIMITS } from './limits.ts'

/** News in JSON (ninjs 3.1, IPTC); `;version=3.1` may follow. */
export const NINJS_MEDIA_TYPE = 'application/vnd.iptc.ninjs+json'

/** Of any list of a ninjs document: agencies' lists of subjects are long. */
const MOST_ITEMS = 1_000

const list = <S extends z.ZodType>(item: S) => z.array(item).max(MOST_ITEMS).optional()
const token = z.string().max(LIMITS.urlCharacters).optional()
/** What becomes a member of an article is measured there, once it is clean. */
const words = (maxLength: number) => z.string().openapi({ maxLength })
const moment = words(LIMITS.momentCharacters).optional()
const count = (maximum: number) => z.number().openapi({ maximum }).optional()
const valued = (maxLength: number) =>
  z.looseObject({ role: token, contentType: token, value: words(maxLength) })

const rendition = z.looseObject({
  href: words(LIMITS.urlCharacters).optional(),
  contentType: token,
  width: count(LIMITS.pixels),
  height: count(LIMITS.pixels),
  sizeInBytes: count(LIMITS.count),
})

const association = z.looseObject({
  type: token,
  descriptions: list(valued(LIMITS.altCharacters)),
  renditions: list(rendition),
})

const members = z
  .looseObject({
    uri: z.string().min(1).max(LIMITS.urlCharacters),
    pubStatus: z.enum(['usable', 'withheld', 'canceled']).optional(),
    headlines: list(valued(LIMITS.titleCharacters)),
    title: words(LIMITS.titleCharacters).optional(),
    bodies: list(valued(LIMITS.bodyBytes)),
    descriptions: list(valued(LIMITS.summaryCharacters)),
    by: words(LIMITS.bylineCharacters).optional(),
    language: words(LIMITS.groupCharacters).optional(),
    contentCreated: moment,
    firstCreated: moment,
    versionCreated: moment,
    embargoedUntil: moment,
    subjects: list(z.looseObject({ name: words(LIMITS.categoryCharacters).optional() })),
    renditions: list(rendition),
    associations: list(association),
    altIds: list(z.looseObject({ role: token, value: token })),
  })
  .openapi('NinjsInput', {
    description: 'ninjs 3.1: the members that are read. All others are ignored, with a warning.',
    example: {
      uri: 'https://nura.example/news/2026/41',
      language: 'en',
      contentCreated: '2026-02-11T04:30:00Z',
      headlines: [{ role: 'main', value: 'Students measured the ice on the Nura' }],
      bodies: [{ contentType: 'text/plain', value: 'Forty students spent a week on the river.' }],
      by: 'Press service',
      subjects: [{ name: 'Science' }],
    },
  })

/** Told apart from an article in our own words, whose members are known. */
export const ninjsInput = members.transform((ninjs) => ({ ninjs }))

export type NinjsInput = z.infer<typeof members>

const instant = z.string().openapi({ format: 'date-time' })
const text = z.object({ role: z.string(), contentType: z.string(), value: z.string() })
const address = z.string().openapi({ format: 'uri' })

/** What `toNinjs` writes; the specification's schema allows more, and demands only `uri`. */
export const ninjsSchema = z
  .object({
    uri: address.openapi({ example: 'urn:uuid:0b5b…' }),
    standard: z.object({ name: z.string(), version: z.string(), schema: address }),
    type: z.literal('text'),
    version: z.string(),
    contentCreated: instant.openapi({ description: '`publishedAt`; a day is 12:00 at the university.' }),
    firstCreated: instant,
    versionCreated: instant,
    pubStatus: z.literal('usable'),
    language: z.string(),
    headlines: z.array(text),
    bodies: z.array(text),
    descriptions: z.array(text),
    by: z.string().optional(),
    subjects: z.array(z.object({ name: z.string() })),
    associations: z.array(
      z.object({
        name: z.string(),
        uri: address,
        type: z.literal('picture'),
        descriptions: z.array(text).optional(),
        renditions: z.array(
          z.object({
            name: z.string(),
            href: address,
            contentType: z.string().optional(),
            width: z.number().optional(),
            height: z.number().optional(),
            sizeInBytes: z.number().optional(),
          }),
        ),
      }),
    ),
    altIds: z.array(z.object({ role: z.string(), value: z.string() })),
    infoSources: z.array(z.object({ name: z.string(), role: z.string(), uri: address, literal: z.string() })),
    usageTerms: z.string().optional(),
  })
  .openapi('Ninjs', { description: 'The article as ninjs 3.1 (IPTC).' })

export type Ninjs = z.infer<typeof ninjsSchema>
