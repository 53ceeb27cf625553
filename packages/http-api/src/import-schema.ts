import { z } from '@hono/zod-openapi'

/** A printed page read (contract §4). `published` is there when nothing was in doubt and it was asked for. */
export const pageImportSchema = z
  .looseObject({
    draft: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'A body ready for PUT; null for what is in `needs`.' }),
    evidence: z.record(z.string(), z.unknown()).openapi({
      description:
        'By field: `{value, confidence, rule, start, end, alternatives}`, offsets in UTF-16 units.',
    }),
    needs: z.array(z.string()),
    stripped: z.array(z.unknown()),
    warnings: z.array(z.unknown()),
  })
  .openapi('PageImport')

export type PageImportBody = z.infer<typeof pageImportSchema>
