import { z } from '@hono/zod-openapi'
import type { RouteConfig } from '@hono/zod-openapi'
import type { Context, ValidationTargets } from 'hono'
import { ProblemError, invalidFields } from './problem.ts'
import type { FieldError } from './problem.ts'
import { fieldErrors } from './zod-problem.ts'

/** Leaves what it read where `context.req.valid` looks for it; throws a `ProblemError`. */
export type CheckRequest = (context: Context) => Promise<void>

type Target = keyof ValidationTargets

interface Part {
  readonly target: Target
  readonly schema: z.ZodType
  readonly valueOf: (context: Context) => unknown
}

/**
 * Checks all of a request at once: query, path, headers and a JSON body, in the order of `@hono/zod-openapi`. Its own
 * validators are a middleware each, list all headers to read three, and parse asynchronously, where every text is a
 * promise: that cost a fifth of accepting an article (measured). `undefined` for a route that has something else to
 * be checked; the library does that.
 */
export function checkOfRequest({ request = {} }: RouteConfig): CheckRequest | undefined {
  const { query, params, headers, cookies, body } = request
  if (cookies !== undefined) return undefined
  const parts: Part[] = []
  if (query !== undefined) parts.push({ target: 'query', schema: query, valueOf: queryOf })
  if (params !== undefined) parts.push({ target: 'param', schema: params, valueOf: ({ req }) => req.param() })
  if (headers !== undefined) {
    const names = headerNames(headers)
    if (names === undefined || Array.isArray(headers)) return undefined
    parts.push({ target: 'header', schema: headers, valueOf: (context) => headersOf(context, names) })
  }
  const json = body === undefined ? undefined : jsonSchemas(body.content)
  if (body !== undefined && json === undefined) return undefined
  return async (context) => {
    for (const part of parts) check(context, part, part.valueOf(context))
    if (json === undefined) return
    const input = await jsonOf(context, [...json.byType.keys()])
    const schema = json.byType.get(essenceOf(context)) ?? json.otherwise
    if (input !== NOTHING) check(context, { target: 'json', schema }, input)
    else if (body?.required === true) check(context, { target: 'json', schema }, {})
    else context.req.addValidatedData('json', {})
  }
}

/** A wrong body, or an identity in the path, is a wrong field; the rest are wrong parameters. */
export function refusalOf(target: string, fields: readonly FieldError[]): ProblemError {
  if (target === 'json' || target === 'form' || target === 'param') return invalidFields(fields)
  const parameter = fields[0]?.pointer.slice(1) ?? ''
  return new ProblemError({ code: 'bad-parameter', parameter }, fields)
}

function check(context: Context, { target, schema }: Omit<Part, 'valueOf'>, input: unknown): void {
  const result = schema.safeParse(input)
  if (!result.success) throw refusalOf(target, fieldErrors(result.error, input, schema))
  // Of each target an object: every schema of a route is one of an object.
  context.req.addValidatedData(target, result.data as object)
}

function queryOf({ req }: Context): Readonly<Record<string, unknown>> {
  if (!req.url.includes('?')) return {}
  const lists = Object.entries(req.queries())
  return Object.fromEntries(lists.map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
}

/** Those that the schema reads; `undefined` for one that also looks at others. */
function headerNames(schema: unknown): readonly string[] | undefined {
  const isPlain = schema instanceof z.ZodObject && schema.def.catchall === undefined
  return isPlain ? Object.keys(schema.shape) : undefined
}

function headersOf({ req }: Context, names: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const value = req.header(name)
    if (value !== undefined) found[name] = value
  }
  return found
}

interface JsonSchemas {
  readonly byType: ReadonlyMap<string, z.ZodType>
  /** Of `application/json`, and of JSON by any name that the route does not tell apart. */
  readonly otherwise: z.ZodType
}

/** Of a body that is JSON, in one format or several; `undefined` where there are other ways. */
function jsonSchemas(content: object): JsonSchemas | undefined {
  const byType = new Map<string, z.ZodType>()
  for (const [type, { schema }] of Object.entries(content)) {
    if (!JSON_TYPE.test(type) || !(schema instanceof z.ZodType)) return undefined
    byType.set(type, schema)
  }
  const otherwise = byType.get('application/json')
  return otherwise === undefined ? undefined : { byType, otherwise }
}

/** The media type without its parameters. */
function essenceOf({ req }: Context): string {
  return (req.header('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

const JSON_TYPE = /^application\/(?:[a-z.-]+\+)?json *(?:;|$)/i
/** Neither a body nor a word about one. */
const NOTHING = Symbol('nothing')

async function jsonOf({ req }: Context, accepted: readonly string[]): Promise<unknown> {
  const type = req.header('Content-Type') ?? ''
  if (!JSON_TYPE.test(type)) {
    const isNothing = type === '' && (await req.arrayBuffer()).byteLength === 0
    if (isNothing) return NOTHING
    throw new ProblemError({ code: 'unsupported-media-type', accepted })
  }
  const text = await req.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new ProblemError({ code: 'malformed-json' })
  }
}
