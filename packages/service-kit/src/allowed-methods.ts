const VERBS: ReadonlySet<string> = new Set(['GET', 'PUT', 'POST', 'DELETE', 'PATCH'])

/**
 * Methods that some route answers at this path, so that a wrong one is 405 and not 404 (RFC 9110 §15.5.6).
 * `path` of a route: as a router writes it, with `:name` and `*`.
 */
export function allowedMethods(
  routes: readonly { readonly method: string; readonly path: string }[],
  path: string,
): readonly string[] {
  const methods = routes
    .filter((route) => VERBS.has(route.method) && pattern(route.path).test(path))
    .map((route) => route.method)
  const answered = methods.includes('GET') ? [...methods, 'HEAD'] : methods
  return [...new Set(answered)].sort()
}

function pattern(routePath: string): RegExp {
  const source = routePath
    .split('/')
    .map((segment) => {
      if (segment === '*') return '.*'
      return segment.startsWith(':') ? '[^/]+' : segment.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('/')
  return new RegExp(`^${source}$`)
}
