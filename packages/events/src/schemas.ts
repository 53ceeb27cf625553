import type { z } from 'zod'
import { aliasSchema } from './alias-schema.ts'
import { articleSchema } from './article-schema.ts'
import { deadLetterSchema, trySchema } from './dead-letter-schema.ts'
import { erasureSchema } from './erasure-schema.ts'
import { keySchema, keyUseSchema } from './key-schema.ts'
import { totalsSchema } from './totals-schema.ts'
import { universitySchema } from './university-schema.ts'

/**
 * The current schema of every event type. A new shape gets the next number here and, in
 * `upcasters.ts`, a pure function from the one before it; stored events are never rewritten (log §2).
 */
export const EVENTS = {
  'article.published': { schema: 1, payload: articleSchema },
  'article.revised': { schema: 1, payload: articleSchema },
  'article.released': { schema: 1, payload: articleSchema },
  'article.withdrawn': { schema: 1, payload: articleSchema },
  'article.restored': { schema: 1, payload: articleSchema },
  'article.aliased': { schema: 1, payload: aliasSchema },
  'article.erased': { schema: 1, payload: erasureSchema },
  'baseline.observed': { schema: 1, payload: articleSchema },
  'alias.added': { schema: 1, payload: articleSchema },
  'university.registered': { schema: 1, payload: universitySchema },
  'university.changed': { schema: 1, payload: universitySchema },
  'key.issued': { schema: 1, payload: keySchema },
  'key.revoked': { schema: 1, payload: keySchema },
  'key.used': { schema: 1, payload: keyUseSchema },
  'views.totalled': { schema: 1, payload: totalsSchema },
  'letter.dead': { schema: 1, payload: deadLetterSchema },
  'try.noted': { schema: 1, payload: trySchema },
} as const satisfies Record<string, { readonly schema: number; readonly payload: z.ZodType }>

export type EventType = keyof typeof EVENTS
export type PayloadOf<T extends EventType> = z.infer<(typeof EVENTS)[T]['payload']>

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type)
}
