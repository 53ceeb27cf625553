/** A schema of OpenAPI 3.1 or AsyncAPI 3, as far as compatibility looks at it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly [keyword: string]: unknown
}

/** `in`: what others send us. `out`: what we send, answers and events. */
export type Direction = 'in' | 'out'

/** Finds what `#/…` names. */
export type Resolve = (reference: string) => Schema

export interface Compared {
  readonly direction: Direction
  readonly before: Resolve
  readonly after: Resolve
}

const UPPER_LIMITS = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum'] as const
const LOWER_LIMITS = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum'] as const

/**
 * What breaks those who rely on the schema as it was, one sentence each. Sent to us: whatever was good must stay
 * good. Sent by us: whatever was there must stay there, in the shape that it had.
 */
export function schemaBreaks(
  old: Schema,
  fresh: Schema,
  how: Compared,
  at: string,
  depth = 0,
): readonly string[] {
  // Deeper than any of ours: a schema that names itself.
  if (depth > 20) return []
  const before = old.$ref === undefined ? old : how.before(old.$ref)
  const after = fresh.$ref === undefined ? fresh : how.after(fresh.$ref)
  const inner = (a: Schema, b: Schema, place: string) => schemaBreaks(a, b, how, place, depth + 1)
  const variants = before.anyOf ?? before.oneOf
  if (variants !== undefined) {
    const now = after.anyOf ?? after.oneOf ?? [after]
    return variants.flatMap((variant, n) =>
      now.some((each) => inner(variant, each, at).length === 0) ? [] : [`${at}: variant ${n + 1} is gone`],
    )
  }
  const widened = after.anyOf ?? after.oneOf
  if (widened !== undefined) {
    const fits = how.direction === 'in' && widened.some((each) => inner(before, each, at).length === 0)
    return fits ? [] : [`${at}: it is one of several shapes now`]
  }
  return [
    ...typeBreaks(before, after, how.direction, at),
    ...valueBreaks(before, after, at),
    ...(how.direction === 'in' ? narrower(before, after, at) : []),
    ...memberBreaks(before, after, how.direction, at, inner),
    ...(before.items !== undefined && after.items !== undefined
      ? inner(before.items, after.items, `${at}[]`)
      : []),
  ]
}

function typeBreaks(before: Schema, after: Schema, direction: Direction, at: string): readonly string[] {
  const [was, is] = [typesOf(before), typesOf(after)]
  const lost = was.filter((type) => !is.includes(type) && !(type === 'integer' && is.includes('number')))
  const narrowed = was.length === 0 && is.length > 0 && direction === 'in'
  const gained = direction === 'out' ? is.filter((type) => was.length > 0 && !was.includes(type)) : []
  return lost.length > 0 || narrowed || gained.length > 0
    ? [`${at}: type ${was.join('|') || 'any'} became ${is.join('|') || 'any'}`]
    : []
}

function typesOf({ type }: Schema): readonly string[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type
}

function valueBreaks(before: Schema, after: Schema, at: string): readonly string[] {
  const [was, is] = [valuesOf(before), valuesOf(after)]
  if (was === undefined) return is === undefined ? [] : [`${at}: only some values are left`]
  return was
    .filter((value) => is !== undefined && !is.includes(value))
    .map((value) => `${at}: the value ${value} is gone`)
}

function valuesOf(schema: Schema): readonly string[] | undefined {
  const values = 'const' in schema ? [schema.const] : schema.enum
  return values?.map((value) => JSON.stringify(value))
}

function narrower(before: Schema, after: Schema, at: string): readonly string[] {
  const limit = (schema: Schema, keyword: string, otherwise: number) =>
    typeof schema[keyword] === 'number' ? schema[keyword] : otherwise
  return [
    ...UPPER_LIMITS.filter((each) => limit(after, each, Infinity) < limit(before, each, Infinity)),
    ...LOWER_LIMITS.filter((each) => limit(after, each, -Infinity) > limit(before, each, -Infinity)),
    ...['pattern', 'format'].filter((each) => after[each] !== undefined && after[each] !== before[each]),
  ].map((keyword) => `${at}: ${keyword} is narrower`)
}

function memberBreaks(
  before: Schema,
  after: Schema,
  direction: Direction,
  at: string,
  inner: (a: Schema, b: Schema, place: string) => readonly string[],
): readonly string[] {
  const [was, is] = [before.properties ?? {}, after.properties ?? {}]
  const changed = Object.entries(was).flatMap(([name, schema]) => {
    const now = is[name]
    return now === undefined ? [`${at}/${name} is gone`] : inner(schema, now, `${at}/${name}`)
  })
  const [demanded, promised] = [after.required ?? [], before.required ?? []]
  const required =
    direction === 'in'
      ? demanded.filter((name) => !promised.includes(name)).map((name) => `${at}/${name} is required now`)
      : promised
          .filter((name) => name in is && !demanded.includes(name))
          .map((name) => `${at}/${name} may be absent now`)
  const closed =
    direction === 'in' && before.additionalProperties !== false && after.additionalProperties === false
  return [...changed, ...required, ...(closed ? [`${at}: other members are refused now`] : [])]
}
