import { headers } from '@nats-io/transport-node'
import type { MsgHdrs } from '@nats-io/transport-node'
import type { Envelope } from '@uniwire/ports'

/** CloudEvents 1.0 over NATS, binary mode: an attribute is a header with this before its name. */
const PREFIX = 'ce-'

export function toHeaders(envelope: Envelope): MsgHdrs {
  const { id, source, type, time, schema, actor, traceparent } = envelope
  const all = { specversion: '1.0', id, source, type, time, schema: String(schema), actor, traceparent }
  const result = headers()
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) result.set(PREFIX + name, encoded(value))
  }
  result.set(`${PREFIX}datacontenttype`, 'application/json')
  return result
}

/**
 * A message that is no event (somebody else wrote into the stream) becomes one without type and id: readers
 * skip types that they do not know, and nobody is blocked (log §2).
 */
export function toEnvelope(from: MsgHdrs | undefined): Envelope {
  const value = (name: string) => (from === undefined ? '' : decoded(from.get(PREFIX + name)))
  const optional = (name: 'actor' | 'traceparent') =>
    from?.has(PREFIX + name) ? { [name]: value(name) } : {}
  return {
    id: value('id'),
    source: value('source'),
    type: value('type'),
    time: value('time'),
    schema: Number(value('schema')),
    ...optional('actor'),
    ...optional('traceparent'),
  }
}

/** Headers are lines of ASCII; the binding encodes the rest, and `"` and `%`, as URLs do. */
function encoded(value: string): string {
  return value.replaceAll(/[^\x21\x23\x24\x26-\x7e]+/g, encodeURIComponent)
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (error) {
    if (error instanceof URIError) return value
    throw error
  }
}
