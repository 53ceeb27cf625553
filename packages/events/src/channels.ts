import type { EventType } from './schemas.ts'
import type { STREAMS } from './streams.ts'

export interface Channel {
  /** Subject, with the names of its parameters in braces. */
  readonly address: string
  readonly stream: keyof typeof STREAMS
  readonly description: string
  readonly types: readonly EventType[]
}

/** The subjects of log §1 whose records have a schema here; those of the hub are the syndicator's own. */
export const CHANNELS = {
  article: {
    address: 'article.{university}.{article}',
    stream: 'log',
    description:
      'Everything that happened to an article. Each event carries the whole article as it is after it, except `article.erased`, and `article.aliased`, which stands where the alias would be an article of its own.',
    types: [
      'article.published', 'article.revised', 'article.released', 'article.withdrawn', 'article.restored',
      'article.aliased', 'article.erased', 'baseline.observed', 'alias.added',
    ],
  },
  university: {
    address: 'university.{university}',
    stream: 'log',
    description: 'What the operator says of a university.',
    types: ['university.registered', 'university.changed'],
  },
  key: {
    address: 'key.{university}.{key}',
    stream: 'keys',
    description: 'Keys of universities; read by intake alone.',
    types: ['key.issued', 'key.revoked'],
  },
  keyUse: {
    address: 'used.{university}.{key}',
    stream: 'keyUses',
    description: 'When a key was used last.',
    types: ['key.used'],
  },
  totals: {
    address: 'views.{article}.{day}',
    stream: 'totals',
    description: 'Views by article and UTC day.',
    types: ['views.totalled'],
  },
  deadLetter: {
    address: 'dead.{projection}.{sequence}',
    stream: 'dead',
    description: 'What a projection could not apply, until an operator replays or drops it.',
    types: ['letter.dead'],
  },
  try: {
    address: 'try.{projection}.{sequence}',
    stream: 'dead',
    description: 'Notes of a projection about an event that may have crashed it.',
    types: ['try.noted'],
  },
} as const satisfies Record<string, Channel> // prettier-ignore

export const PARAMETERS: Readonly<Record<string, string>> = {
  university: 'Slug of a university.',
  article: 'Id of an article, or of an alias.',
  key: 'Id of a key.',
  day: 'A UTC day, `2026-11-22`.',
  projection: 'Name of a projection.',
  sequence: 'Sequence in the log.',
}
