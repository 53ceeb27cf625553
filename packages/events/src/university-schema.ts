import type { University } from '@uniwire/newsroom'
import { ARTICLE_LANGUAGES } from '@uniwire/newsroom'
import { z } from 'zod'
import { digestSchema, slugSchema } from './article-schema.ts'

const namesSchema = z.object({ kk: z.string(), ru: z.string(), en: z.string() })

/** Schema 1 of `university.registered` and `university.changed`: the whole university after the event. */
export const universitySchema = z.object({
  slug: slugSchema,
  names: namesSchema,
  formerNames: z.array(namesSchema).readonly(),
  homepage: z.string(),
  timeZone: z.string(),
  languages: z.array(z.enum(ARTICLE_LANGUAGES)).readonly(),
  contact: z.string().optional(),
  logo: z.string().optional(),
  rights: z.string().optional(),
  closed: z.object({ at: z.string(), successor: slugSchema.optional() }).optional(),
  withdrawalNotice: z.boolean().optional(),
  registeredAt: z.string(),
  requests: z
    .array(z.object({ key: z.string(), digest: digestSchema, sequence: z.number().optional() }))
    .readonly()
    .optional(),
}) satisfies z.ZodType<University>
