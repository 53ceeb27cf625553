import { z } from '@hono/zod-openapi'
import type { RouteConfig } from '@hono/zod-openapi'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import answers from './answer-examples.json' with { type: 'json' }
import { openApiDocument } from './openapi.ts'
import { PROBLEM_MEDIA_TYPE } from './problem-schema.ts'
import { intakeRoutes } from './routes-intake.ts'
import { readerRoutes } from './routes-reader.ts'
import { syndicatorRoutes } from './routes-syndicator.ts'
import { viewsRoutes } from './routes-views.ts'

interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly [keyword: string]: unknown
}
interface Operation {
  readonly summary?: string
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema: JsonSchema
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>
  readonly security?: readonly Readonly<Record<string, unknown>>[]
}
const document = openApiDocument('https://wire.example')
const routes: readonly RouteConfig[] = [...intakeRoutes, ...readerRoutes, ...viewsRoutes, ...syndicatorRoutes]
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  // The document is read as its readers read it: as JSON.
  Object.entries(JSON.parse(JSON.stringify(item)) as Record<string, Operation>).map(([method, operation]) => {
    return { name: `${method} ${path}`, method, path, ...operation }
  }),
)

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(
      JSON.parse(JSON.stringify(document)) as Record<string, unknown>,
    )
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
  })

  it('describes every route once, with what it is for', () => {
    expect(operations.map(({ name }) => name).toSorted()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
    )
    expect(operations.filter(({ summary = '' }) => summary === '').map(({ name }) => name)).toEqual([])
  })

  it('says of every field and parameter that is written how much of it is taken', () => {
    const writing = operations.filter(
      ({ method, path }) => method !== 'get' && path.startsWith('/v1/universities'),
    )
    const unlimited = writing.flatMap(({ name, parameters = [], requestBody }) => [
      ...parameters.flatMap((each) => unlimitedIn(each.schema, `${name} ?${each.name}`)),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => unlimitedIn(schema, name)),
    ])
    expect(writing.length).toBeGreaterThan(5)
    expect(unlimited).toEqual([])
  })

  it.each(operations)('says of $name how it refuses', ({ responses }) => {
    expect(responses['default']?.content?.[PROBLEM_MEDIA_TYPE]).toEqual({
      schema: { $ref: '#/components/schemas/Problem' },
    })
  })

  it.each(operations)('declares every parameter in the path of $name', ({ path, parameters = [] }) => {
    const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)
    const declared = parameters.filter((each) => each.in === 'path')
    expect(declared.map(({ name }) => name).toSorted()).toEqual(named.toSorted())
    expect(declared.filter(({ required }) => required !== true)).toEqual([])
  })

  it('refers only to what is there', () => {
    const text = JSON.stringify(document)
    const referred = new Set(
      Array.from(text.matchAll(/"#\/components\/schemas\/(\w+)"/g), ([, name = '']) => name),
    )
    const known = Object.keys(document.components?.schemas ?? {})
    expect([...referred].filter((name) => !known.includes(name))).toEqual([])
  })

  it('asks for a key where something is written or private, and for none where anyone may read', () => {
    const open = operations.filter(({ security }) => security === undefined)
    expect(
      open.filter(({ method, path }) => method !== 'get' && path !== '/v1/views' && path !== '/hub'),
    ).toEqual([])
    const known = Object.keys(document.components?.securitySchemes ?? {})
    const asked = operations.flatMap(({ security = [] }) => security.flatMap((each) => Object.keys(each)))
    expect(new Set(asked)).toEqual(new Set(known))
  })

  it('names the media types of feeds, and the place it is served from', () => {
    const types = (path: string) =>
      Object.keys(operations.find((each) => each.path === path)?.responses['200']?.content ?? {})
    expect(types('/feeds/all.{format}')).toEqual([
      'application/rss+xml', 'application/atom+xml', 'application/feed+json',
    ]) // prettier-ignore
    expect(types('/sitemap.xml')).toEqual(['application/xml'])
    expect(types('/feeds.opml')).toEqual(['text/x-opml'])
    expect(document.servers).toEqual([{ url: 'https://wire.example' }])
  })
})

describe('an example of an answer', () => {
  const json = routes.flatMap((route) =>
    Object.entries(route.responses).flatMap(([status, response]) => {
      const described = 'content' in response ? response.content?.['application/json'] : undefined
      const schema = described !== undefined && 'schema' in described ? described.schema : undefined
      return schema instanceof z.ZodType ? [{ name: `${route.method} ${route.path} ${status}`, schema }] : []
    }),
  )

  it('stands at every answer in JSON, and at none that there is not', () => {
    expect(Object.keys(answers).toSorted()).toEqual(['problem', ...json.map(({ name }) => name)].toSorted())
    const shown = operations.flatMap(({ method, path, responses }) =>
      Object.entries(responses)
        .filter(
          ([status, { content }]) =>
            status !== 'default' && 'example' in (content?.['application/json'] ?? {}),
        )
        .map(([status]) => `${method} ${path} ${status}`),
    )
    expect(shown.toSorted()).toEqual(json.map(({ name }) => name).toSorted())
  })

  it.each(json)('of $name has the members of its schema and no other', ({ name, schema }) => {
    const example = new Map<string, unknown>(Object.entries(answers)).get(name)
    expect(schema.parse(example)).toEqual(example)
  })
})

describe('an example', () => {
  const bodies = routes.flatMap((route) => {
    const json = route.request?.body?.content['application/json']
    const schema = json !== undefined && 'schema' in json ? json.schema : undefined
    return !(schema instanceof z.ZodType) ? [] : [{ name: `${route.method} ${route.path}`, schema }]
  })
  const schemas = JSON.parse(JSON.stringify(document.components?.schemas)) as Record<
    string,
    { example?: unknown }
  >

  it.each(['ArticleInput', 'UniversityInput', 'KeyInput', 'Withdrawal'])(
    'of %s is taken by a route',
    (name) => {
      const example = schemas[name]?.example
      expect(example).toBeDefined()
      expect(bodies.filter(({ schema }) => schema.safeParse(example).success).length).toBeGreaterThan(0)
    },
  )

  it('with a member that nobody knows is taken by none of those that write', () => {
    for (const { name, schema } of bodies.filter((each) => !each.name.endsWith('/v1/views'))) {
      const parsed = schema.safeParse({ nobodyKnows: 1 })
      expect(
        parsed.error?.issues.map(({ code }) => code),
        name,
      ).toContain('unrecognized_keys')
    }
  })
})

/** Where the schema of a string, a list or a number says no end of it. */
function unlimitedIn(schema: JsonSchema, path: string): readonly string[] {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) {
    // The document is read as its readers read it: as JSON.
    const all = JSON.parse(JSON.stringify(document.components?.schemas)) as Record<string, JsonSchema>
    return unlimitedIn(all[name] ?? {}, path)
  }
  const limits = ENDS[schema.type ?? ''] ?? []
  const own = limits.length > 0 && !limits.some((keyword) => keyword in schema) ? [path] : []
  const members = Object.entries(schema.properties ?? {})
  return [
    ...own,
    ...(schema.items === undefined ? [] : unlimitedIn(schema.items, `${path}/*`)),
    ...members.flatMap(([member, inner]) => unlimitedIn(inner, `${path}/${member}`)),
  ]
}

const ENDS: Readonly<Record<string, readonly string[]>> = {
  string: ['maxLength', 'enum', 'pattern', 'format'],
  array: ['maxItems'],
  integer: ['maximum'],
  number: ['maximum'],
}
