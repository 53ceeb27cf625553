import { z } from '@hono/zod-openapi'
import { LIMITS } from './limits.ts'
import { statusSchema } from './article-schema.ts'

const problemFields = {
  code: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
}

/** What became of one line or item; written only when its event is known to be stored (log §3). */
export const importLineSchema = z
  .object({
    line: z.number().openapi({ description: 'Where it begins in the document, from 1.' }),
    sourceId: z.string().optional(),
    outcome: z.enum(['created', 'revised', 'unchanged', 'skipped', 'failed']),
    id: z.string().optional(),
    version: z.number().optional(),
    status: statusSchema.optional(),
    sequence: z.number().optional(),
    warnings: z.array(z.object({ code: z.string(), detail: z.string() })).optional(),
    ...problemFields,
  })
  .openapi('ImportLine')

/** The last line. Without it the connection broke: send the document again. */
export const importSummarySchema = z
  .object({
    summary: z.object({
      lines: z.number(),
      created: z.number(),
      revised: z.number(),
      unchanged: z.number(),
      skipped: z.number(),
      failed: z.number(),
    }),
    complete: z
      .boolean()
      .openapi({ description: 'False when the import stopped early; `code` says why. Send it again.' }),
    code: z.string().optional(),
    detail: z.string().optional(),
  })
  .openapi('ImportSummary')

export const importQuery = z.strictObject({
  report: z.enum(['full', 'problems', 'live']).optional().openapi({
    description:
      '`full` (unless told) begins when the document has been read; `problems` leaves out what went well; `live` is written while the document is still being read, and who does not read it stops the reading: not for a client that sends first and reads then, nor behind a proxy.',
  }),
})

/** Only said here: a document has no limit, one line of it has. */
export const importDocument = z.string().openapi({
  description: `One line or item: at most ${LIMITS.requestBytes} bytes.`,
  maxLength: LIMITS.importBytes,
})

export type ImportLine = z.infer<typeof importLineSchema>
export type ImportSummary = z.infer<typeof importSummarySchema>
export type ImportReportMode = NonNullable<z.infer<typeof importQuery>['report']>
