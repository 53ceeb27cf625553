import { Agent } from 'node:http'
import * as fc from 'fast-check'
import { openApiDocument } from '@uniwire/http-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawRequest } from '../harness/raw-request.ts'
import { sendRaw } from '../harness/raw-request.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'
import type { Operation, Parameter, Schema } from './hostile-input.ts'
import { bodyFor, goodPath, headersFor, hostilePath, hostileQuery, hostileText } from './hostile-input.ts'

const PROBLEM = 'application/problem+json'
/** Its refusals are plain sentences (WebSub §5.2). */
const PLAIN = /^\/hub(\?|$)/
/** Resolved by whoever reads an address, it is one of the site, which refuses by a page. */
const ELSEWHERE = /\/(\.|%2e){1,2}([/?]|$)/i
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE']
const PARTS = ['path', 'query', 'headers', 'key', 'all', 'none']
const BODY_PARTS = ['body', 'body', 'body', 'body', 'body']
const ARTICLE = { title: 'Ice', bodyText: 'Forty students measured it.' }
const DEADLINE_MS = 180_000

/** Every route of the OpenAPI document against input that nobody means well. */
export function hostileRequests(createWire: () => Promise<Standalone>, runs: number): void {
  describe('hostile input', () => {
    const agent = new Agent({ keepAlive: true })
    let wire: Standalone
    let key = ''
    const known: Record<string, string> = {}

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      const own = await registerUniversity(wire.url, 'own')
      const { id } = (await (await own.put('news/1', ARTICLE)).json()) as { id: string }
      Object.assign(known, { slug: 'own', id, university: 'own', format: 'atom' })
      Object.assign(known, { language: 'en', category: 'News', page: '1', file: `${id}.gif` })
      key = own.key
    })
    afterAll(async () => {
      agent.destroy()
      await wire[Symbol.asyncDispose]()
    })

    /** What is wrong with the answer; nothing with most. */
    const faultOf = async (request: RawRequest): Promise<string | undefined> => {
      const { status, contentType, text } = await sendRaw(wire.url, request, agent)
      const fault = `${status} ${contentType} ${text.slice(0, 300)}`
      if (status >= 500) return fault
      if (status < 400 || request.method === 'HEAD' || PLAIN.test(request.path)) return undefined
      if (ELSEWHERE.test(request.path) && contentType.startsWith('text/html')) return undefined
      return contentType === PROBLEM && isProblem(JSON.parse(text), status) ? undefined : fault
    }
    const keyFor = ({ isOperators }: Operation) => (isOperators ? OPERATOR_KEY : key)
    const hostileKey = () =>
      fc.oneof(
        fc.constantFrom(OPERATOR_KEY, key, 'uw_nonsense', key.slice(0, -1)),
        hostileText.filter((text) => /^[\x21-\x7e]*$/.test(text) && text.length < 5_000),
      )

    /** Mostly one part of it is hostile: refused by the first part already, a request would show little. */
    const requestTo = (operation: Operation): fc.Arbitrary<RawRequest> => {
      const { method, content } = operation
      const [type] = Object.keys(content)
      return fc
        .tuple(fc.constantFrom(...(type === undefined ? [] : BODY_PARTS), ...PARTS), fc.nat(40))
        .chain(([hostile, n]) => {
          // Closing it, or changing its clock, would change what the others are answered.
          const slug = operation.path.endsWith('/{slug}') ? `strange-${n}` : 'own'
          const named = { ...known, sourceId: `news/${n}`, slug }
          const is = (part: string) => hostile === part || hostile === 'all'
          const typed: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
          const path = is('path') ? hostilePath(operation, named) : fc.constant(goodPath(operation, named))
          const query = is('query') ? hostileQuery(operation) : fc.constant('')
          const headers = is('headers') ? headersFor(operation) : fc.constant(typed)
          const shown = is('key') ? hostileKey() : fc.constant(keyFor(operation))
          const body = type === undefined ? fc.constant(undefined) : bodyFor(operation, is('body'))
          return fc.tuple(path, query, headers, shown, body).map(([p, q, h, k, b]) => {
            return { method, path: p + q, headers: { ...h, Authorization: `Bearer ${k}` }, body: b }
          })
        })
    }

    const operations = operationsOf()
    it.each(operations)(
      'to $method $path makes no 5xx, and is refused by a problem',
      async (operation) => {
        const isHarmless = fc.asyncProperty(requestTo(operation), async (request) => {
          expect(await faultOf(request)).toBeUndefined()
        })
        await fc.assert(isHarmless, { numRuns: runs })
      },
      DEADLINE_MS,
    )

    it(
      'by any method on any path is refused, never failed',
      async () => {
        const request = fc.record({
          method: fc.constantFrom(...METHODS),
          path: fc.constantFrom(...operations).chain((operation) => hostilePath(operation, known)),
          headers: hostileKey().map((shown) => ({ Authorization: `Bearer ${shown}` })),
        })
        const isHarmless = fc.asyncProperty(request, async (each) => {
          expect(await faultOf(each)).toBeUndefined()
        })
        await fc.assert(isHarmless, { numRuns: runs * 5 })
      },
      DEADLINE_MS,
    )

    it('leaves a newswire that works', async () => {
      const own = await registerUniversity(wire.url, 'own')
      expect((await own.put('after', ARTICLE)).status).toBe(201)
      expect((await fetch(`${wire.url}/readyz`)).status).toBe(200)
      expect(wire.output()).not.toMatch(/unhandled|TypeError|RangeError/i)
    })
  })
}

function isProblem(body: unknown, status: number): boolean {
  if (typeof body !== 'object' || body === null) return false
  const text = (name: string) => String(Reflect.get(body, name) ?? '')
  const isNamed = text('type') === `urn:uniwire:problem:${text('code')}` && text('code') !== ''
  return isNamed && text('status') === String(status) && text('title') !== '' && text('detail') !== ''
}

interface DocumentedOperation {
  readonly parameters?: readonly Parameter[]
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}

function operationsOf(): readonly Operation[] {
  const document = JSON.parse(JSON.stringify(openApiDocument('https://wire.example')), withoutReferences) as {
    // As the validator of OpenAPI has found it to be.
    readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], security = [], requestBody }]) => {
      const content = Object.entries(requestBody?.content ?? {})
      const schemas = content.map(([type, { schema = {} }]) => [type, schema] as const)
      const isOperators = security.some((each) => 'operatorKey' in each)
      const named = { method: method.toUpperCase(), path, parameters, isOperators }
      return { ...named, content: Object.fromEntries(schemas) }
    }),
  )
}

const components = JSON.parse(
  JSON.stringify(openApiDocument('https://wire.example').components?.schemas ?? {}),
) as
  // As the validator of OpenAPI has found it to be.
  Readonly<Record<string, unknown>>

/** Puts the schema in the place of its name; none of what is sent names itself. */
function withoutReferences(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value
  const name = String(value.$ref).split('/').at(-1) ?? ''
  const schema = JSON.stringify(components[name] ?? {})
  return JSON.parse(schema, withoutReferences) as unknown
}
