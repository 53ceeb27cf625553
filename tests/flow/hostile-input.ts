import * as fc from 'fast-check'

/** What a route of the OpenAPI document takes, as far as input is made up for it. */
export interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly isOperators: boolean
  /** Schema by media type. */
  readonly content: Readonly<Record<string, Schema>>
}
export interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: Schema
}
export interface Schema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly example?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly format?: string
  readonly pattern?: string
}

/** Numbers, texts and names that parsers and stores are known to stumble over. */
const TEXTS = [
  '', ' ', '0', '-1', '1e999', '9007199254740993', 'NaN', 'null', 'true', '[]', '{}', '*', '..', '.', '/', '\\',
  '%', '%00', '%ff', '%C0%AF', "'; DROP TABLE articles;--", '" OR 1=1', '<script>alert(1)</script>', '${7*7}',
  '__proto__', 'constructor', 'toString', '\u0000', '\u0007', '\u202Eabc', '\uFEFF', '\uD800', '\uDFFF\uD800',
  'e\u0301', '\u00E9', '\u{1F468}\u200D\u{1F469}', 'a\u0300'.repeat(500), 'қ'.repeat(3_000), 'x'.repeat(70_000),
  '2026-02-30', '2026-02-11T25:61:61', '0000-00-00', '275760-09-13T00:00:00Z', '-271821-04-20', '2024-02-29',
  'javascript:alert(1)', 'http://[::1', 'https://user:pass@x/', 'file:///etc/passwd', '//x', 'urn:uuid:1',
  '<'.repeat(5_000), '<b>'.repeat(5_000), '&#x110000;', '<!--', '<![CDATA[', '"'.repeat(3_000), '('.repeat(3_000),
] // prettier-ignore

export const hostileText = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

const depth = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.double(),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e21, 2 ** 53, [], {}, [[]], { a: { a: {} } }),
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
)

/** As the schema says; of a hostile one some members are otherwise, and some are left out. */
function valueFor(schema: Schema, isHostile: boolean): fc.Arbitrary<unknown> {
  const { properties, items, type, example } = schema
  const good: fc.Arbitrary<unknown> =
    schema.enum !== undefined
      ? fc.constantFrom(...schema.enum)
      : properties !== undefined
        ? membersFor(schema, isHostile)
        : items !== undefined
          ? fc.array(valueFor(items, isHostile), { minLength: 1, maxLength: 3 })
          : type === 'integer' || type === 'number'
            ? fc.integer({ min: 1, max: 1_000 })
            : type === 'boolean'
              ? fc.boolean()
              : fc.constant(example ?? goodTextFor(schema))
  return isHostile
    ? fc.oneof(
        { weight: 6, arbitrary: good },
        { weight: 1, arbitrary: hostileText },
        { weight: 1, arbitrary: hostileValue },
      )
    : good
}

function goodTextFor({ format, pattern }: Schema): string {
  if (format === 'uri') return 'https://own.example/a'
  if (format === 'date-time') return '2030-02-11T09:30:00Z'
  return pattern === undefined ? 'Ice' : 'own'
}

function membersFor(schema: Schema, isHostile: boolean): fc.Arbitrary<object> {
  const { properties = {}, required = [], example } = schema
  if (!isHostile && typeof example === 'object' && example !== null) return fc.constant(example)
  const known = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => {
      const shown = exampleOf(example, name)
      const value = valueFor({ ...member, ...shown }, isHostile)
      // What is in the example belongs together; too many others beside it would be refused for being there.
      if ('example' in shown) return [name, sometimes(value, isHostile ? 12 : Infinity)]
      return [name, required.includes(name) ? value : sometimes(value, example === undefined ? 2 : 0)]
    }),
  )
  const strange = fc.dictionary(hostileText, hostileValue, { maxKeys: 1 })
  const others = isHostile ? fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, strange) : fc.constant({})
  return fc.tuple(fc.record(known), others).map(
    // Written as entries: `__proto__` must be a member like any other.
    ([members, unknown]) => Object.fromEntries([...Object.entries(members), ...Object.entries(unknown)]),
  )
}

/** Absent once in `freq + 1` times; 0 is seldom there. */
function sometimes(value: fc.Arbitrary<unknown>, freq: number): fc.Arbitrary<unknown> {
  if (freq === Infinity) return value
  const absent = fc.constant(undefined)
  return freq === 0
    ? fc.oneof({ weight: 12, arbitrary: absent }, { weight: 1, arbitrary: value })
    : fc.oneof({ weight: freq, arbitrary: value }, { weight: 1, arbitrary: absent })
}

/** What the example of a whole says of one of its members. */
function exampleOf(example: unknown, name: string): { readonly example?: unknown } {
  if (typeof example !== 'object' || example === null || !Object.hasOwn(example, name)) return {}
  return { example: Reflect.get(example, name) }
}

const RAW_BODIES = [
  '', '{', '"', 'null', '7', '[]', '{"title":1e999}', '{"title":"a","title":"b"}', '{"__proto__":{"title":"x"}}',
  '\uFEFF{}', depth(100_000), '{"a":'.repeat(20_000), 'x'.repeat(1_200_000), '<rss><channel><item>', '<!DOCTYPE a [<!ENTITY a "&a;">]><a>&a;</a>',
  'hub.mode=subscribe&hub.topic=x&hub.callback=%00', 'a=b&a=c&__proto__=d', '\n\n\n', '{}\n{}\n', '\u0000',
] // prettier-ignore
const RAW_BYTES = [
  Buffer.from([0xff, 0xfe, 0x7b]),
  Buffer.from('{"title":"\xff"}', 'latin1'),
  Buffer.alloc(64),
]

export function bodyFor({ content }: Operation, isHostile: boolean): fc.Arbitrary<string | Buffer> {
  const [[type, schema] = ['', {}]] = Object.entries(content)
  const value = valueFor(schema, isHostile)
  const written = value.map((each) => {
    if (type !== 'application/x-www-form-urlencoded') return JSON.stringify(each) ?? ''
    const members = typeof each === 'object' && each !== null ? Object.entries(each) : []
    const given = members.filter(([, member]) => member !== undefined)
    return new URLSearchParams(given.map(([name, member]) => [name, JSON.stringify(member)])).toString()
  })
  if (!isHostile) return written
  return fc.oneof(
    { weight: 8, arbitrary: written },
    { weight: 1, arbitrary: fc.constantFrom<string | Buffer>(...RAW_BODIES, ...RAW_BYTES) },
    { weight: 1, arbitrary: hostileText },
  )
}

const MEDIA_TYPES = [
  'application/json', 'application/JSON; charset=utf-8', 'application/json; charset=utf-7', 'text/plain', 'text/html',
  'application/x-ndjson', 'application/rss+xml', 'application/xml; charset="nonsense"', 'multipart/form-data', '',
  'application/x-www-form-urlencoded', '*/*', 'a/b; c="', ';;;', 'application/vnd.iptc.ninjs+json',
] // prettier-ignore

const headerCharacter = fc
  .integer({ min: 0x20, max: 0xff })
  .filter((code) => code !== 0x7f)
  .map((code) => String.fromCharCode(code))

/** What a header line may hold at all: Node sends nothing else. */
const headerText = fc.oneof(
  fc.constantFrom(...TEXTS.filter((text) => /^[\t\x20-\x7e]*$/.test(text) && text.length < 5_000)),
  fc.string({ unit: headerCharacter }),
  fc.constantFrom('*', '""', '"1', 'W/"1"', '"1", "2', 'bytes=0-', 'kk;q=x', 'q=1;;', '-', 'gzip, br;q=0'),
)
const HEADERS = [
  'Accept', 'Accept-Language', 'Accept-Encoding', 'If-Match', 'If-None-Match', 'If-Modified-Since', 'Range', 'Cookie',
  'Idempotency-Key', 'Content-Encoding', 'Origin', 'X-Forwarded-For', 'Forwarded', 'User-Agent', 'Referer',
  'traceparent', 'Sec-Purpose', 'Prefer', 'Content-Language', 'X-HTTP-Method-Override',
] // prettier-ignore

export function headersFor({ content }: Operation): fc.Arbitrary<Readonly<Record<string, string>>> {
  const types = [...Object.keys(content), ...MEDIA_TYPES]
  return fc
    .tuple(fc.dictionary(fc.constantFrom(...HEADERS), headerText, { maxKeys: 3 }), fc.constantFrom(...types))
    .map(([headers, type]) => ({ ...headers, 'Content-Type': type }))
}

/** A path whose parameters are as they are meant. */
export function goodPath({ path }: Operation, known: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name] ?? 'x'))
}

/** A path with parameters as they are meant, encoded whatever they hold, or encoded wrongly. */
export function hostilePath(
  { path }: Operation,
  known: Readonly<Record<string, string>>,
): fc.Arbitrary<string> {
  const part = (text: string): fc.Arbitrary<string> => {
    if (!text.startsWith('{')) return fc.constant(text)
    return fc.oneof(
      { weight: 3, arbitrary: fc.constant(encodeURIComponent(known[text.slice(1, -1)] ?? 'x')) },
      { weight: 2, arbitrary: hostileText.map(encoded) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('%', '%ff', '%C3%28', '%2e%2e', '%2F', '%00', '%u0041', '..;', '%GG'),
      },
    )
  }
  return fc.tuple(...path.split(/(\{\w+\})/).map(part)).map((parts) => parts.join('').slice(0, 12_000))
}

/** Parameters that the route knows, and one that it does not. */
export function hostileQuery({ parameters }: Operation): fc.Arbitrary<string> {
  const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name)
  const value = fc.oneof(hostileText, fc.constantFrom('1', 'true', 'kk', 'all', 'newest', '2026-02-11'))
  const known = names.length === 0 ? fc.constant('x') : fc.constantFrom(...names)
  const name = fc.oneof({ weight: 12, arbitrary: known }, { weight: 1, arbitrary: fc.constant('x') })
  return fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 4 }).map((pairs) => {
    const text = pairs.map(([each, hostile]) => `${each}=${encoded(hostile)}`).join('&')
    return `?${text}`.slice(0, 12_000)
  })
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed().slice(0, 3_000))
