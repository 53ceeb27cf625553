import type { Compared, Direction, Resolve, Schema } from './schema-changes.ts'
import { schemaBreaks } from './schema-changes.ts'

type Named<T> = Readonly<Record<string, T>>
interface Content {
  readonly schema?: Schema
}
interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: Schema
}
interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Named<Content> }
  readonly responses?: Named<{ readonly content?: Named<Content> }>
}
/** As far as compatibility looks at it; the whole document is JSON. */
export interface OpenApi {
  readonly paths?: Named<Named<Operation>>
  readonly webhooks?: Named<Named<Operation>>
}
export interface AsyncApi {
  readonly channels: Named<{
    readonly address: string
    readonly messages: Named<{ readonly $ref: string }>
  }>
  readonly components: {
    readonly messages: Named<{
      readonly payload: Schema
      readonly headers: Schema
      readonly 'x-schema': number
    }>
  }
}

/** What breaks a client that was written for the OpenAPI document as it was. */
export function openApiBreaks(before: OpenApi, after: OpenApi): readonly string[] {
  const resolve = { before: resolverOf(before), after: resolverOf(after) }
  const sides = (direction: Direction) => ({ ...resolve, direction })
  return [
    ...operationsBreaks(before.paths, after.paths, { asked: sides('in'), answered: sides('out') }),
    // A webhook is our request, and its answer is another's.
    ...operationsBreaks(before.webhooks, after.webhooks, { asked: sides('out'), answered: sides('in') }),
  ]
}

/** What breaks a reader that was written for the AsyncAPI document as it was. */
export function asyncApiBreaks(before: AsyncApi, after: AsyncApi): readonly string[] {
  const how: Compared = { before: resolverOf(before), after: resolverOf(after), direction: 'out' }
  const channels = Object.entries(before.channels).flatMap(([name, was]) => {
    const is = after.channels[name]
    if (is === undefined) return [`channel ${name} is gone`]
    return [
      ...(is.address === was.address ? [] : [`channel ${name} has another address`]),
      ...gone(was.messages, is.messages, (type) => `${type} is gone from channel ${name}`),
    ]
  })
  const messages = Object.entries(before.components.messages).flatMap(([type, was]) => {
    const is = after.components.messages[type]
    if (is === undefined) return [`event ${type} is gone`]
    return [
      ...(is['x-schema'] === was['x-schema'] ? [] : [`event ${type} has schema ${is['x-schema']} now`]),
      ...schemaBreaks(was.payload, is.payload, how, type),
      ...schemaBreaks(was.headers, is.headers, how, `headers of ${type}`),
    ]
  })
  return [...channels, ...messages]
}

interface Sides {
  readonly asked: Compared
  readonly answered: Compared
}

function operationsBreaks(
  before: Named<Named<Operation>> = {},
  after: Named<Named<Operation>> = {},
  sides: Sides,
): readonly string[] {
  return Object.entries(before).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, was]) => {
      const is = after[path]?.[method]
      const at = `${method.toUpperCase()} ${path}`
      return is === undefined ? [`${at} is gone`] : operationBreaks(was, is, sides, at)
    }),
  )
}

function operationBreaks(was: Operation, is: Operation, { asked, answered }: Sides, at: string) {
  const bodyNeeded = is.requestBody?.required === true && was.requestBody?.required !== true
  return [
    ...parameterBreaks(was.parameters ?? [], is.parameters ?? [], asked, at),
    ...(bodyNeeded && asked.direction === 'in' ? [`${at}: a body is required now`] : []),
    ...contentBreaks(was.requestBody?.content, is.requestBody?.content, asked, `${at} body`),
    ...Object.entries(was.responses ?? {}).flatMap(([status, response]) => {
      const now = is.responses?.[status]
      if (now === undefined) return [`${at}: the answer ${status} is gone`]
      return contentBreaks(response.content, now.content, answered, `${at} ${status}`)
    }),
  ]
}

function parameterBreaks(
  was: readonly Parameter[],
  is: readonly Parameter[],
  how: Compared,
  at: string,
): readonly string[] {
  const find = (list: readonly Parameter[], one: Parameter) =>
    list.find((each) => each.name === one.name && each.in === one.in)
  const changed = was.flatMap((old) => {
    const now = find(is, old)
    if (now === undefined) return [`${at}: ${old.in} ${old.name} is gone`]
    const required = how.direction === 'in' && now.required === true && old.required !== true
    return [
      ...(required ? [`${at}: ${old.in} ${old.name} is required now`] : []),
      ...schemaBreaks(old.schema ?? {}, now.schema ?? {}, how, `${at} ?${old.name}`),
    ]
  })
  const added = is.filter(
    (each) => how.direction === 'in' && each.required === true && find(was, each) === undefined,
  )
  return [...changed, ...added.map(({ name, in: where }) => `${at}: ${where} ${name} is required now`)]
}

function contentBreaks(
  was: Named<Content> = {},
  is: Named<Content> = {},
  how: Compared,
  at: string,
): readonly string[] {
  return [
    ...gone(was, is, (type) => `${at}: ${type} is gone`),
    ...Object.entries(was).flatMap(([type, { schema = {} }]) => {
      const now = is[type]
      return now === undefined ? [] : schemaBreaks(schema, now.schema ?? {}, how, at)
    }),
  ]
}

function gone(was: Named<unknown>, is: Named<unknown>, say: (name: string) => string): readonly string[] {
  return Object.keys(was)
    .filter((name) => !Object.hasOwn(is, name))
    .map(say)
}

function resolverOf(document: object): Resolve {
  return (reference) => {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((place, name) => (isNamed(place) ? place[name] : undefined), document)
    if (!isNamed(found)) throw new Error(`${reference} names nothing`)
    return found
  }
}

function isNamed(value: unknown): value is Named<unknown> {
  return typeof value === 'object' && value !== null
}
