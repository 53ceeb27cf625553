import { Parser } from '@asyncapi/parser'
import { describe, expect, it } from 'vitest'
import { asyncApiDocument } from './asyncapi.ts'
import type { Channel } from './channels.ts'
import { CHANNELS } from './channels.ts'
import { EVENTS } from './schemas.ts'
import { storedEvents } from './stored-events.fixture.ts'
import { STREAMS } from './streams.ts'

const channels: readonly Channel[] = Object.values(CHANNELS)

describe('the AsyncAPI document of the log', () => {
  it('is valid AsyncAPI 3.0; all that is remarked is that 3.1 exists', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument()))
    expect(diagnostics.map(({ code }) => code)).toEqual(['asyncapi-latest-version'])
    expect(document?.version()).toBe('3.0.0')
    expect(document?.messages().length).toBe(Object.keys(EVENTS).length)
    expect(document?.operations().filterBySend()).toHaveLength(channels.length)
  })

  it('names every type of event once, in the channel and the stream that stored events lie in', () => {
    expect(channels.flatMap(({ types }) => types).toSorted()).toEqual(Object.keys(EVENTS).toSorted())
    for (const { file, record } of storedEvents()) {
      const own = channels.find(({ types }) => types.some((type) => type === record.envelope.type))
      if (own === undefined) throw new Error(`${file} has no channel`)
      expect(record.subject, file).toMatch(new RegExp(`^${own.address.replaceAll(/\{\w+\}/g, '[^.]+')}$`))
      const prefixes = STREAMS[own.stream].subjects.map((subject) => subject.slice(0, -1))
      expect(
        prefixes.some((prefix) => own.address.startsWith(prefix)),
        file,
      ).toBe(true)
    }
  })

  it('says of every payload what an event must have, and lets readers take what they do not know', () => {
    const { messages, schemas } = asyncApiDocument().components
    const named: Readonly<Record<string, unknown>> = schemas
    for (const [type, { payload, summary }] of Object.entries(messages)) {
      const name = payload.$ref.split('/').at(-1) ?? ''
      expect(named[name], type).toMatchObject({ type: 'object', required: expect.any(Array) })
      expect(summary.length, type).toBeGreaterThan(10)
    }
    expect(JSON.stringify(schemas)).not.toContain('"additionalProperties":false')
  })
})
