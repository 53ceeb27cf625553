import { createRoute, z } from '@hono/zod-openapi'
import { languageSchema } from './article-input.ts'
import { publicArticleSchema } from './article-schema.ts'
import { LIMITS } from './limits.ts'
import { NINJS_MEDIA_TYPE, ninjsSchema } from './ninjs-schema.ts'
import { minPositionHeader, slugParams } from './parameters.ts'
import { refusals } from './problem-schema.ts'
import { universitySchema } from './university-schema.ts'

const forAnyone = { tags: ['Readers'] }
const answer = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
})
const unchanged = { 304: { description: 'What `If-None-Match` names' } } as const
/** `?a=1` and `?a=1&a=2` both are lists. */
const list = <S extends z.ZodType>(item: S) =>
  z
    .union([item, z.array(item)])
    .optional()
    .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]))

const wholeNumber = (min: number, max: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .default(String(otherwise))
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .openapi({ type: 'integer', minimum: min, maximum: max, default: otherwise })

const momentText = z
  .string()
  .optional()
  .openapi({ description: 'A day in each article’s own zone, or an instant.' })

const searchQuery = z.object({
  q: z
    .string()
    .max(LIMITS.queryCharacters)
    .default('')
    .openapi({
      description:
        'Words in any form and script; `"a phrase"` in these very forms; `-word` or `-"a phrase"` to do without; ' +
        '«a name» among other words is preferred and not demanded; ' +
        '`university:`, `language:` and `category:` filter, as the parameters of these names. No text is wrong.',
    }),
  university: list(z.string()),
  language: list(languageSchema),
  category: list(z.string()),
  from: momentText,
  to: momentText,
  sort: z.enum(['relevance', 'newest', 'views']).optional(),
  limit: wholeNumber(1, 100, 20),
  cursor: z.string().max(4_000).optional(),
})

const relative = z
  .object({
    id: z.string(),
    title: z.string(),
    university: z.string(),
    language: languageSchema,
    pageUrl: z.string(),
    why: z.enum(['same-text', 'translation']),
  })
  .openapi('Relative')

const hitSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    titleHtml: z.string().openapi({ description: 'Escaped HTML; the only tag is `<mark>`.' }),
    snippet: z.string().openapi({ description: 'Escaped HTML; the only tag is `<mark>`.' }),
    university: z.string(),
    language: languageSchema,
    publishedAt: z.string(),
    datePrecision: z.enum(['second', 'minute', 'day']),
    url: z.string(),
    pageUrl: z.string(),
    views: z.number(),
    also: z.array(relative).openapi({
      description:
        'Other articles of the same: a text that is nearly the same, or a translation in the sense of ' +
        '`translationGroup`. Each is an article of its own: where it matches too it is a hit as well, and ' +
        '`total` and facets count it.',
    }),
  })
  .openapi('Hit')

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number() }))

const operator = z
  .object({
    kind: z.enum(['phrase', 'without', 'university', 'language', 'category']),
    value: z.string().openapi({ description: 'Of a filter: what it filters by.' }),
    rest: z.string().openapi({ description: '`q` without it.' }),
  })
  .openapi('SearchOperator')

const searchAnswer = z
  .object({
    total: z.number(),
    hits: z.array(hitSchema),
    facets: z
      .object({ university: facet, language: facet, category: facet, year: facet, month: facet })
      .openapi({
        description: 'Each counted without its own filter; of year and month that is `from` and `to`.',
      }),
    relaxed: z.boolean().openapi({
      description:
        'Too little had every word and phrase: hits have at least one word; `total` and facets count them all.',
    }),
    didYouMean: z.string().optional().openapi({
      description: '`q` as it was probably meant, when it found next to nothing. Not searched for.',
    }),
    operators: z.array(operator).openapi({ description: 'What of `q` was taken for more than words.' }),
    nextCursor: z.string().optional(),
  })
  .openapi('SearchAnswer')

export type SearchAnswer = z.infer<typeof searchAnswer>
export type Hit = z.infer<typeof hitSchema>

export const getSearch = createRoute({
  ...forAnyone,
  method: 'get',
  path: '/v1/search',
  summary: 'Search all universities',
  request: { query: searchQuery, headers: minPositionHeader },
  responses: { 200: answer('Hits and facets', searchAnswer), ...unchanged, ...refusals },
})

export const getSuggest = createRoute({
  ...forAnyone,
  method: 'get',
  path: '/v1/suggest',
  summary: 'Titles, universities and categories in any script, as one types',
  request: {
    query: z.object({ q: z.string().max(LIMITS.queryCharacters).default('') }),
    headers: minPositionHeader,
  },
  responses: {
    200: answer(
      'Suggestions',
      z.object({
        suggestions: z.array(
          z.object({
            kind: z.enum(['article', 'university', 'category']),
            text: z.string(),
            url: z.string(),
          }),
        ),
      }),
    ),
    ...unchanged,
    ...refusals,
  },
})

export const getArticle = createRoute({
  ...forAnyone,
  method: 'get',
  path: '/v1/articles/{id}',
  summary: 'An article in public; 410 once it was withdrawn',
  request: { params: z.object({ id: z.string() }), headers: minPositionHeader },
  responses: {
    200: {
      description: 'The article; as ninjs where `Accept` prefers it to JSON',
      content: {
        'application/json': { schema: publicArticleSchema },
        [NINJS_MEDIA_TYPE]: { schema: ninjsSchema },
      },
    },
    ...unchanged,
    ...refusals,
  },
})

export const getSimilar = createRoute({
  ...forAnyone,
  method: 'get',
  path: '/v1/articles/{id}/similar',
  summary: 'Articles on the same subject, the likest first',
  description:
    'Those that have most of the words that tell this article from others, the rarer a word the more. Neither ' +
    'the same release nor a translation is among them: those stand in `also` of a hit. Found anew after ten ' +
    'minutes or a revision; what was withdrawn is never among them.',
  request: {
    params: z.object({ id: z.string() }),
    query: z.object({ limit: wholeNumber(1, 20, 5) }),
    headers: minPositionHeader,
  },
  responses: {
    200: answer('None when nothing is like it', z.object({ articles: z.array(hitSchema) })),
    ...unchanged,
    ...refusals,
  },
})

export const getUniversities = createRoute({
  ...forAnyone,
  method: 'get',
  path: '/v1/universities',
  summary: 'All universities',
  request: { headers: minPositionHeader },
  responses: {
    200: answer('Universities', z.object({ universities: z.array(universitySchema) })),
    ...unchanged,
    ...refusals,
  },
})

export const getUniversity = createRoute({
  ...forAnyone,
  method: 'get',
  path: '/v1/universities/{slug}',
  summary: 'One university',
  request: { params: slugParams, headers: minPositionHeader },
  responses: { 200: answer('The university', universitySchema), ...unchanged, ...refusals },
})

export const readerRoutes = [getSearch, getSuggest, getArticle, getSimilar, getUniversities, getUniversity]
