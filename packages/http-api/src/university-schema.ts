import { z } from '@hono/zod-openapi'
import { isTimeZone } from '@uniwire/newsroom'
import { languageSchema } from './article-input.ts'
import { refuse } from './field-code.ts'
import { writtenSlug } from './identifier-schema.ts'
import { LIMITS } from './limits.ts'
import { line, optionalLine, webAddress } from './text-schema.ts'

const namesInput = z.strictObject({
  kk: line(LIMITS.nameCharacters),
  ru: line(LIMITS.nameCharacters),
  en: line(LIMITS.nameCharacters),
})

const timeZone = z
  .string()
  .max(LIMITS.timeZoneCharacters)
  .superRefine((name, context) => {
    if (!isTimeZone(name)) refuse(context, { code: 'unknown-time-zone' })
  })
  .openapi({ description: 'A name of tzdata; an offset is not one.', example: 'Asia/Almaty' })

const successorSlug = writtenSlug.openapi({ type: 'string', pattern: '^[a-z0-9-]{2,63}$', example: 'esil' })

export const universityInput = z
  .strictObject({
    names: namesInput,
    homepage: webAddress(LIMITS.urlCharacters),
    timeZone,
    languages: z.array(languageSchema).min(1).max(4),
    contact: optionalLine(LIMITS.nameCharacters),
    logo: webAddress(LIMITS.urlCharacters).optional(),
    rights: optionalLine(LIMITS.nameCharacters),
    closed: z.strictObject({ successor: successorSlug.optional() }).optional().openapi({
      description:
        'It takes no new articles (409 `university-closed`), and what it has can be withdrawn and restored. Its feeds answer 410, or 308 to those of `successor`, which must be registered. Left out, it is open.',
    }),
    withdrawalNotice: z.boolean().optional().openapi({
      description:
        'RSS and JSON feeds show a notice with the reason in the place of a withdrawn article, for readers that know no tombstones.',
    }),
  })
  .openapi('UniversityInput', {
    example: {
      names: { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' },
      homepage: 'https://nura.example/',
      timeZone: 'Asia/Almaty',
      languages: ['kk', 'ru', 'en'],
    },
  })

const names = z.object({ kk: z.string(), ru: z.string(), en: z.string() })

export const universitySchema = z
  .object({
    slug: z.string(),
    names,
    formerNames: z.array(names),
    homepage: z.string(),
    timeZone: z.string(),
    languages: z.array(languageSchema),
    contact: z.string().optional(),
    logo: z.string().optional(),
    rights: z.string().optional(),
    closed: z.object({ at: z.string(), successor: z.string().optional() }).optional(),
    withdrawalNotice: z.boolean().optional(),
    registeredAt: z.string(),
    pageUrl: z.string(),
    feeds: z
      .object({ rss: z.string(), atom: z.string(), json: z.string() })
      .optional()
      .openapi({ description: 'Absent when it is closed: they answer 410, or 308.' }),
  })
  .openapi('University')

export type UniversityBody = z.infer<typeof universitySchema>
export type UniversityProfileBody = z.input<typeof universityInput>
