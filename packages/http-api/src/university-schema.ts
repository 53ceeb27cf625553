import { z } from '@hono/zod-openapi'
import { isTimeZone } from '@uniwire/newsroom'
import { languageSchema } from './article-input.ts'
import { refuse } from './field-code.ts'
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

export const universityInput = z
  .strictObject({
    names: namesInput,
    homepage: webAddress(LIMITS.urlCharacters),
    timeZone,
    languages: z.array(languageSchema).min(1).max(4),
    contact: optionalLine(LIMITS.nameCharacters),
    logo: webAddress(LIMITS.urlCharacters).optional(),
    rights: optionalLine(LIMITS.nameCharacters),
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
    registeredAt: z.string(),
    pageUrl: z.string(),
    feeds: z.object({ rss: z.string(), atom: z.string(), json: z.string() }),
  })
  .openapi('University')

export type UniversityBody = z.infer<typeof universitySchema>
export type UniversityProfileBody = z.input<typeof universityInput>
