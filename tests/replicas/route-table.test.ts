import { describe, expect, it } from 'vitest'
import { readRouteTable, SERVICES } from '../../infra/dev/route-table.ts'
import { ROUTES } from '../../packages/http-api/src/index.ts'

const serviceOf = readRouteTable()
const documented: readonly { readonly method: string; readonly path: string; readonly name: string }[] =
  SERVICES.flatMap((name) =>
    name === 'indexer'
      ? []
      : ROUTES[name].map(({ method, path }) => ({ method: method.toUpperCase(), path, name })),
  )

describe('the table of the proxy', () => {
  it.each(documented)('sends $method $path to the service that has it: $name', ({ method, path, name }) => {
    const filled = path.replace('{sourceId}', 'news%2F1').replaceAll(/\{\w+\}/g, 'some')
    expect(serviceOf(method, filled)).toBe(name)
  })

  it.each([
    ['POST', '/v1/search/rebuild', 'indexer'],
    ['POST', '/v1/search/rollback', 'indexer'],
    ['DELETE', '/v1/search/kept', 'indexer'],
    ['POST', '/v1/search/dead-letters/7/replay', 'indexer'],
    ['GET', '/v1/dead-letters', 'intake'],
    ['DELETE', '/v1/dead-letters/search/7', 'intake'],
    ['POST', '/v1/search/dead-letters/7/replay', 'indexer'],
    ['GET', '/v1/dead-letters', 'intake'],
    ['DELETE', '/v1/dead-letters/search/7', 'intake'],
    ['GET', '/v1/search', 'reader'],
    ['GET', '/v1/search/suggest', 'reader'],
  ] as const)('sends %s %s to the %s', (method, path, name) => {
    expect(serviceOf(method, path)).toBe(name)
  })
})
