import { z } from '@hono/zod-openapi'
import type { FieldProblem } from '@uniwire/messages'
import { ARTICLE_LANGUAGES, resolvePublicationTime } from '@uniwire/newsroom'
import { refuse } from './field-code.ts'
import { LIMITS } from './limits.ts'
import { line, lines, optionalLine, webAddress } from './text-schema.ts'

const count = (example: number, max: number = LIMITS.count) =>
  z.number().int().nonnegative().max(max).openapi({ example })

export const languageSchema = z.enum(ARTICLE_LANGUAGES).openapi('ArticleLanguage', {
  description: 'BCP 47; `kk` is Kazakh in Cyrillic, `kk-Latn` in Latin letters.',
})

const imageInput = z.strictObject({
  url: line(LIMITS.urlCharacters).openapi({ description: 'Absolute, or relative to the article’s `url`.' }),
  alt: optionalLine(LIMITS.altCharacters),
  width: count(1280, LIMITS.pixels).optional(),
  height: count(720, LIMITS.pixels).optional(),
  type: optionalLine(100),
  length: count(48_213)
    .optional()
    .openapi({ description: 'Bytes; only with it the image becomes an enclosure.' }),
})

/** Read again in the university's zone; whether it is a time at all does not depend on the zone. */
const moment = z
  .string()
  .max(LIMITS.momentCharacters)
  .superRefine((text, context) => {
    if (!resolvePublicationTime(text, 'UTC').ok) refuse(context, { code: 'bad-date' })
  })

/** An article as posted (contract §2). Unknown members are refused with their pointer. */
const articleFields = {
  title: line(LIMITS.titleCharacters),
  bodyHtml: lines(LIMITS.bodyBytes).optional(),
  bodyText: lines(LIMITS.bodyBytes)
    .optional()
    .openapi({ description: 'Instead of `bodyHtml`: a blank line ends a paragraph.' }),
  summary: optionalLine(LIMITS.summaryCharacters),
  language: languageSchema.optional(),
  publishedAt: moment.optional().openapi({
    description: 'RFC 3339, the same without offset (wall time in the university’s zone), or a full date.',
    example: '2019-04-24T14:42:56',
  }),
  url: webAddress(LIMITS.urlCharacters).optional(),
  byline: optionalLine(LIMITS.bylineCharacters),
  categories: z.array(line(LIMITS.categoryCharacters)).max(LIMITS.categories).optional(),
  images: z.array(imageInput).max(LIMITS.images).optional(),
  embargoedUntil: moment.optional(),
  translationGroup: optionalLine(LIMITS.groupCharacters),
  legacyViews: z.strictObject({ count: count(488), observedAt: moment.optional() }).optional(),
}

interface Bodies {
  readonly bodyHtml?: string | undefined
  readonly bodyText?: string | undefined
}
/** Also when other members are wrong: a refusal names every wrong field at once (design §3.9). */
const always = ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null
const hasBody = ({ bodyHtml, bodyText }: Bodies) => bodyHtml !== undefined || bodyText !== undefined
const hasOneBody = ({ bodyHtml, bodyText }: Bodies) => bodyHtml === undefined || bodyText === undefined
const noBody = { when: always, params: { problem: { code: 'no-body' } satisfies FieldProblem } }
const bothBodies = { when: always, params: { problem: { code: 'both-bodies' } satisfies FieldProblem } }

export const articleInput = z
  .strictObject(articleFields)
  .refine(hasBody, noBody)
  .refine(hasOneBody, bothBodies)
  .openapi('ArticleInput', {
    example: {
      title: 'Students measured the ice on the Nura',
      bodyHtml: '<p>Forty students of hydrology spent a week on the river.</p>',
      language: 'en',
      publishedAt: '2026-02-11T09:30:00',
      byline: 'Press service',
      categories: ['Science'],
    },
  })

/** Only said here: it is checked by more than its length. */
const sourceIdLimits = { minLength: 1, maxLength: LIMITS.sourceIdCharacters }

/** The same with the sourceId in the body, for sites that cannot build a path. */
export const articleInputWithId = z
  .strictObject({ ...articleFields, sourceId: z.string().optional().openapi(sourceIdLimits) })
  .refine(hasBody, noBody)
  .refine(hasOneBody, bothBodies)
  .openapi('ArticleInputWithSourceId')

/** A line of an import: a missing date is an error there, and never means now (contract §2). */
export const articleLineInput = z
  .strictObject({ ...articleFields, sourceId: z.string(), publishedAt: moment })
  .refine(hasBody, noBody)
  .refine(hasOneBody, bothBodies)

export type ArticleLineInput = z.infer<typeof articleLineInput>

export type ArticleInput = z.infer<typeof articleInput>

/** As a client writes it, before it is read. */
export type ArticleBody = z.input<typeof articleInput>
