import { readFileSync } from 'node:fs'

export const SERVICES = ['intake', 'indexer', 'views', 'syndicator', 'reader'] as const
export type ServiceName = (typeof SERVICES)[number]

export function forEachService<T>(
  make: (name: ServiceName, place: number) => T,
): Readonly<Record<ServiceName, T>> {
  // One entry for each name of the list.
  return Object.fromEntries(SERVICES.map((name, place) => [name, make(name, place)])) as Record<
    ServiceName,
    T
  >
}

/** Which service answers; `path` is percent-encoded as it came, without the query. */
export type RouteTable = (method: string, path: string) => ServiceName

const ENTRY = /^"~(.+)" (\w+);$/
const DEFAULT = /^default (\w+);$/

/** The table that nginx reads, `infra/proxy/routes.map`. Throws for a line in another form. */
export function readRouteTable(file = new URL('../proxy/routes.map', import.meta.url)): RouteTable {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const entries = lines.map((line) => {
    const [, pattern, service] = ENTRY.exec(line) ?? []
    const [, otherwise] = DEFAULT.exec(line) ?? []
    return {
      pattern: new RegExp(pattern ?? ''),
      isDefault: pattern === undefined,
      service: named(service ?? otherwise, line),
    }
  })
  const otherwise = entries.find(({ isDefault }) => isDefault)
  if (otherwise === undefined) throw new Error('the table of routes has no default')
  return (method, path) => {
    const request = `${method} ${decodePath(path)}`
    return (entries.find(({ isDefault, pattern }) => !isDefault && pattern.test(request)) ?? otherwise)
      .service
  }
}

/** As nginx does before it looks for the place of a path; what is no UTF-8 stays as it came. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function named(text: string | undefined, line: string): ServiceName {
  const service = SERVICES.find((name) => name === text)
  if (service === undefined) throw new Error(`no line of a table of routes: ${line}`)
  return service
}
