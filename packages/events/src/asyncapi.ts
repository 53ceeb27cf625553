import { z } from 'zod'
import { aliasSchema } from './alias-schema.ts'
import { articleSchema } from './article-schema.ts'
import type { Channel } from './channels.ts'
import { CHANNELS, PARAMETERS } from './channels.ts'
import { deadLetterSchema, trySchema } from './dead-letter-schema.ts'
import { envelopeHeaders } from './envelope-schema.ts'
import { erasureSchema } from './erasure-schema.ts'
import { EVENT_SUMMARIES } from './event-summaries.ts'
import { keySchema, keyUseSchema } from './key-schema.ts'
import type { EventType } from './schemas.ts'
import { EVENTS, isEventType } from './schemas.ts'
import { STREAMS } from './streams.ts'
import { totalsSchema } from './totals-schema.ts'
import { universitySchema } from './university-schema.ts'

/** Names of the payloads that several types share. */
const PAYLOADS: Readonly<Record<string, z.ZodType>> = {
  Article: articleSchema,
  Alias: aliasSchema,
  Erasure: erasureSchema,
  University: universitySchema,
  Key: keySchema,
  KeyUse: keyUseSchema,
  Totals: totalsSchema,
  DeadLetter: deadLetterSchema,
  Try: trySchema,
}

/** The AsyncAPI 3.0 document of the log, generated from the schemas that events are read by. */
export function asyncApiDocument() {
  const channels: readonly (readonly [string, Channel])[] = Object.entries(CHANNELS)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'The log of Uniwire',
      version: '1',
      description:
        'The ordered log that everything else is made from. Sequences rise and may have gaps. Stored events are never rewritten: a payload that changes its shape gets the next `ce-schema`. Readers ignore members that they do not know, and skip types that they do not know. Whoever stands outside reads `GET /v1/changes` instead (see /openapi.json).',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels.map(([name, channel]) => [name, channelOf(channel)])),
    operations: Object.fromEntries(channels.flatMap(([name, channel]) => operationsOn(name, channel))),
    components: {
      messages: Object.fromEntries(Object.keys(EVENTS).filter(isEventType).map(messageOf)),
      schemas: {
        Envelope: jsonSchema(envelopeHeaders),
        ...Object.fromEntries(Object.entries(PAYLOADS).map(([name, schema]) => [name, jsonSchema(schema)])),
      },
    },
  }
}

function channelOf({ address, stream, description, types }: Channel) {
  const { name, retention } = STREAMS[stream]
  const parameters = Array.from(address.matchAll(/\{(\w+)\}/g), ([, parameter = '']) => parameter)
  return {
    address,
    description: `${description} Stream ${name}, kept ${keptFor(retention)}.`,
    parameters: Object.fromEntries(parameters.map((each) => [each, { description: PARAMETERS[each] ?? '' }])),
    messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
  }
}

function keptFor(retention: (typeof STREAMS)[keyof typeof STREAMS]['retention']): string {
  if (retention.kind === 'days') return `for ${retention.days} days`
  return retention.kind === 'forever' ? 'for ever' : 'until the next of its subject'
}

function operationsOn(name: string, { types }: Channel) {
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const operation = {
    channel: { $ref: `#/channels/${name}` },
    messages: types.map((type) => ({ $ref: `#/channels/${name}/messages/${type}` })),
  }
  return [
    [`append${capital}`, { action: 'send', ...operation }],
    [`follow${capital}`, { action: 'receive', ...operation }],
  ] as const
}

function messageOf(type: EventType) {
  const { schema, payload } = EVENTS[type]
  const [name] = Object.entries(PAYLOADS).find(([, each]) => each === payload) ?? []
  if (name === undefined) throw new Error(`the payload of ${type} has no name`)
  const message = {
    name: type,
    title: type,
    summary: EVENT_SUMMARIES[type],
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/Envelope' },
    payload: { $ref: `#/components/schemas/${name}` },
    'x-schema': schema,
  }
  return [type, message] as const
}

/** As readers take it: members that are not named here are no mistake. */
function jsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
  })
  return json
}
