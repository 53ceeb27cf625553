import { z } from 'zod'

/** Schema 1 of `letter.dead`: an event that a projection could not apply, until someone replays or drops it. */
export const deadLetterSchema = z.object({
  projection: z.string(),
  sequence: z.number().int().positive(),
  subject: z.string(),
  type: z.string(),
  reason: z.string(),
})

export type DeadLetter = z.infer<typeof deadLetterSchema>

/** Schema 1 of `try.noted`: attempts at a suspicious event that were begun and not ended. */
export const trySchema = z.object({
  projection: z.string(),
  sequence: z.number().int().positive(),
  tries: z.number().int().nonnegative(),
})
