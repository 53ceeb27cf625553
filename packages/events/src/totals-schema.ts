import { z } from 'zod'

/** Schema 1 of `views.totalled`: absolute values of one article, and of one of its UTC days (log §1, §6). */
export const totalsSchema = z.object({
  article: z.string(),
  day: z.string(),
  /** Counted on this day. */
  live: z.number().int().nonnegative(),
  totals: z.object({
    article: z.string(),
    live: z.number().int().nonnegative(),
    unique: z.number().int().nonnegative(),
    rejected: z.record(z.string(), z.number().int().nonnegative()),
    revision: z.number().int().nonnegative(),
  }),
})

export type TotalsPayload = z.infer<typeof totalsSchema>
