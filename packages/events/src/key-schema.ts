import type { ApiKey, KeyId } from '@uniwire/newsroom'
import { SCOPES } from '@uniwire/newsroom'
import { z } from 'zod'
import { digestSchema, slugSchema } from './article-schema.ts'

const keyIdSchema = z
  .custom<KeyId>((value) => typeof value === 'string' && /^[0-9A-Za-z]{12}$/.test(value))
  .meta({ type: 'string', pattern: '^[0-9A-Za-z]{12}$' })

/** Schema 1 of `key.issued` and `key.revoked`: the whole key, its secret as a hash, after the event. */
export const keySchema = z.object({
  id: keyIdSchema,
  university: slugSchema,
  secretHash: z.string(),
  scopes: z.array(z.enum(SCOPES)).readonly().optional(),
  label: z.string().optional(),
  issuedAt: z.string(),
  expiresAt: z.string().optional(),
  revokedAt: z.string().optional(),
  requests: z
    .array(z.object({ key: z.string(), digest: digestSchema }))
    .readonly()
    .optional(),
}) satisfies z.ZodType<ApiKey>

/** Schema 1 of `key.used`: when a key opened something last, as far as its process wrote it down. */
export const keyUseSchema = z.object({ id: keyIdSchema, university: slugSchema, usedAt: z.string() })
