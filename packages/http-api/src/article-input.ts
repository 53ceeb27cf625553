import { z } from '@hono/zod-openapi'
import { ARTICLE_LANGUAGES } from '@uniwire/newsroom'
import { refuse } from './field-code.ts'
import { LIMITS } from './limits.ts'
import { line, lines, optionalLine, webAddress } from './text-schema.ts'

const count = (example: number) => z.number().int().nonnegative().openapi({ example })

export const languageSchema = z.enum(ARTICLE_LANGUAGES).openapi('ArticleLanguage', {
  description: 'BCP 47; `kk` is Kazakh in Cyrillic, `kk-Latn` in Latin letters.',
})

const imageInput = z.strictObject({
  url: line(LIMITS.urlCharacters).openapi({ description: 'Absolute, or relative to the article’s `url`.' }),
  alt: optionalLine(LIMITS.altCharacters),
  width: count(1280).optional(),
  height: count(720).optional(),
  type: optionalLine(100),
  length: count(48_213)
    .optional()
    .openapi({ description: 'Bytes; only with it the image becomes an enclosure.' }),
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
  publishedAt: z.string().optional().openapi({
    description: 'RFC 3339, the same without offset (wall time in the university’s zone), or a full date.',
    example: '2019-04-24T14:42:56',
  }),
  url: webAddress(LIMITS.urlCharacters).optional(),
  byline: optionalLine(LIMITS.bylineCharacters),
  categories: z.array(line(LIMITS.categoryCharacters)).max(LIMITS.categories).optional(),
  images: z.array(imageInput).max(LIMITS.images).optional(),
  embargoedUntil: z.string().optional(),
  translationGroup: optionalLine(LIMITS.groupCharacters),
  legacyViews: z.strictObject({ count: count(488), observedAt: z.string().optional() }).optional(),
}

const hasOneBody = (
  input: { readonly bodyHtml?: string | undefined; readonly bodyText?: string | undefined },
  context: z.RefinementCtx,
): void => {
  const bodies = [input.bodyHtml, input.bodyText].filter((body) => body !== undefined)
  if (bodies.length !== 1) refuse(context, { code: bodies.length === 0 ? 'no-body' : 'both-bodies' })
}

export const articleInput = z
  .strictObject(articleFields)
  .superRefine(hasOneBody)
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

/** The same with the sourceId in the body, for sites that cannot build a path. */
export const articleInputWithId = z
  .strictObject({ ...articleFields, sourceId: z.string().optional() })
  .superRefine(hasOneBody)
  .openapi('ArticleInputWithSourceId')

export type ArticleInput = z.infer<typeof articleInput>

/** As a client writes it, before it is read. */
export type ArticleBody = z.input<typeof articleInput>
