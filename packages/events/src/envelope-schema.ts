import { z } from 'zod'

/** The headers of every record on NATS: CloudEvents 1.0 in binary mode (log §2). Values are percent-encoded where no header could hold them. */
export const envelopeHeaders = z.object({
  'ce-specversion': z.literal('1.0'),
  'ce-id': z.string().meta({ description: 'Unique for ever; a copy of a log keeps it.' }),
  'ce-source': z.string().meta({ description: 'The service that wrote it.' }),
  'ce-type': z.string(),
  'ce-time': z
    .string()
    .meta({ format: 'date-time', description: 'UTC; later than the subject’s event before.' }),
  'ce-schema': z
    .string()
    .meta({ pattern: '^[1-9][0-9]*$', description: 'Number of the schema of the payload.' }),
  'ce-datacontenttype': z.literal('application/json'),
  'ce-actor': z
    .string()
    .optional()
    .meta({ description: 'Id of the key that acted, or `operator`; absent when Uniwire itself did.' }),
  'ce-traceparent': z.string().optional(),
})
