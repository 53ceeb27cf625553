import { describe, expect, it } from 'vitest'
import { folderOf, isTest, manifests, sourceFiles, withoutComments } from './repository.ts'

const files = sourceFiles()
const services = manifests().filter(
  ({ folder }) => folder.startsWith('services/') && folder !== 'services/standalone',
)
const serviceNames = services.map(({ name }) => name)
const sources = files.filter(({ path }) => !isTest(path))
const isAdapter = (specifier: string) => specifier.startsWith('@uniwire/adapter-')

/** Design §6: direction, never back. A package may import only what stands before it. */
const LAYERS: readonly (readonly string[])[] = [
  ['newsroom', 'language', 'messages', 'feed'],
  ['page-import', 'ports'],
  ['events', 'http-api'],
  ['projection', 'client', 'log-copy', 'ninjs'],
  ['service-kit', 'adapter-sqlite', 'adapter-nats', 'adapter-redis', 'adapter-elasticsearch', 'cli'],
]
const layerOf = (name: string) => LAYERS.findIndex((layer) => layer.includes(name))

describe('the boundaries', () => {
  it('no service imports another', () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith('services/') && !path.startsWith('services/standalone/'))
      .filter(({ imports }) => imports.some((specifier) => serviceNames.includes(specifier)))
    expect(wrong.map(({ path }) => path)).toEqual([])
    const declared = services.filter(({ dependencies }) =>
      dependencies.some((name) => serviceNames.includes(name)),
    )
    expect(declared.map(({ folder }) => folder)).toEqual([])
  })

  it('adapters appear only where something is composed', () => {
    // A log is moved from one engine to another while no server runs: the command line composes that itself. The
    // standalone's `main.ts` only decides where Node keeps what it makes of the source, before it loads any.
    const composed =
      /^services\/[^/]+\/src\/(?:main|compose)\.ts$|^services\/standalone\/src\/run\.ts$|^packages\/cli\/src\/engines\.ts$/
    const wrong = sources
      .filter(({ path }) => !composed.test(path))
      .filter(({ path, imports }) => !path.startsWith('packages/adapter-') && imports.some(isAdapter))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('packages import only packages of their own or an earlier layer, and no service', () => {
    const wrong = manifests()
      .filter(({ folder }) => folder.startsWith('packages/'))
      .flatMap(({ name, dependencies }) =>
        dependencies
          .filter((dependency) => dependency.startsWith('@uniwire/'))
          .filter((dependency) => !isEarlier(short(dependency), short(name)))
          .map((dependency) => `${name} → ${dependency}`),
      )
    expect(wrong).toEqual([])
  })

  it('every package is known to a layer', () => {
    const packages = manifests().filter(({ folder }) => folder.startsWith('packages/'))
    expect(packages.map(({ name }) => short(name)).filter((name) => layerOf(name) < 0)).toEqual([])
  })

  it('nobody reaches behind the door of a package', () => {
    const wrong = files.filter(({ imports }) =>
      imports.some((specifier) => /^@uniwire\/[^/]+\//.test(specifier)),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
    const across = files.filter(({ path, imports }) =>
      imports.some((specifier) => specifier.startsWith('.') && leaves(path, specifier)),
    )
    expect(across.map(({ path }) => path)).toEqual([])
  })

  it('the logic of a service knows neither Hono nor an engine', () => {
    const wrong = sources
      .filter(({ path }) => /^services\/[^/]+\/src\/service\.ts$/.test(path))
      .filter(({ imports }) =>
        imports.some((specifier) => /^hono|^@hono|^node:sqlite|^@nats|^@elastic|^ioredis/.test(specifier)),
      )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('inside a service everything points to the logic: main, index, app and consumer, service', () => {
    const order = ['service', 'app', 'consumer', 'index', 'main']
    const wrong = sources
      .filter(({ path }) => /^services\/(?!standalone)[^/]+\/src\//.test(path))
      .flatMap(({ path, imports }) => {
        const [, name = ''] = /^services\/[^/]+\/src\/(\w+)\.ts$/.exec(path) ?? []
        const to = path.slice(0, path.indexOf('/src/') + 5)
        return imports
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => new URL(specifier, `file:///${path}`).pathname.slice(1))
          .filter((imported) => {
            const [, other = ''] = new RegExp(`^${to}(app|index|main)\\.ts$`).exec(imported) ?? []
            return other !== '' && order.indexOf(name) <= order.indexOf(other)
          })
          .map((imported) => `${path} → ${imported}`)
      })
    expect(wrong).toEqual([])
  })

  it('the environment is read in the entry points alone', () => {
    const wrong = sources.filter(
      ({ path, text }) => withoutComments(text).includes('process.env') && !path.endsWith('/main.ts'),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

function short(name: string): string {
  return name.replace('@uniwire/', '')
}

function isEarlier(dependency: string, name: string): boolean {
  return layerOf(dependency) >= 0 && layerOf(dependency) <= layerOf(name)
}

function leaves(path: string, specifier: string): boolean {
  const resolved = new URL(specifier, `file:///${path}`).pathname.slice(1)
  return folderOf(resolved) !== folderOf(path)
}
