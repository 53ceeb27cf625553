import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { SECRETS } from '../../packages/service-kit/src/index.ts'
import { IMAGES } from '../harness/engines/docker.ts'
import { sourceFiles } from './repository.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const compose = textOf('docker-compose.yml')
const both = compose + textOf('docker-compose.security.yml')
const settings = parseEnv(textOf('.env.example'))

/** The part of docker-compose.yml that describes one service. */
function sectionOf(name: string): string {
  return new RegExp(`^  ${name}:\\n(?:(?: {4}.*)?\\n)+`, 'm').exec(compose)?.[0] ?? ''
}

function found(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.matchAll(pattern), ([, first = '']) => first)
}

describe('what runs it on a server', () => {
  it.each(SERVICES)('calls the port of %s the same everywhere', (name) => {
    const port = settings[`UNIWIRE_${name.toUpperCase()}_PORT`]
    expect(found(sectionOf(name), /healthy', '(\d+)'/g)).toEqual([port])
    expect(found(textOf('infra/proxy/upstreams.sh'), new RegExp(`\\b${name}:(\\d+)`, 'g'))).toEqual([port])
    expect(found(textOf('infra/dev/main.ts'), new RegExp(`\\b${name}: (\\d+)`, 'g'))).toEqual([port])
    for (const asked of found(both, new RegExp(`http://${name}:(\\d+)`, 'g'))) expect(asked).toBe(port)
  })

  it.each(SERVICES)('starts %s with the flags that it is developed with', (name) => {
    const command = /command: (.+)/.exec(sectionOf(name))?.[1] ?? ''
    const words = found(command, /([\w./=-]+)/g)
    expect(words.at(-1)).toBe(`services/${name}/src/main.ts`)
    const flags = new RegExp(`  ${name}: \\[(.+)\\]`).exec(textOf('infra/dev/main.ts'))?.[1] ?? ''
    expect(words.slice(0, -1)).toEqual(found(flags, /'(--[^']+)'/g))
  })

  it('gives no setting that nobody reads', () => {
    const given = found(both, /^ +((?:UNIWIRE|NATS|ELASTICSEARCH|REDIS)_\w+):/gm)
    const secretFiles = SECRETS.map((name) => `${name}_FILE`)
    expect(given.filter((name) => !(name in settings) && !secretFiles.includes(name))).toEqual([])
  })

  it('runs the engines that the tests are run on', () => {
    expect(found(compose, /image: ((?:nats|redis|elasticsearch):\S+)/g)).toEqual(Object.values(IMAGES))
  })

  it('runs the Node that it is developed with', () => {
    const workspace = textOf('pnpm-workspace.yaml')
    const [version = ''] = found(workspace, /^ {2}node: (\S+)$/gm)
    expect(found(workspace, /^nodeVersion: (\S+)$/gm)).toEqual([version])
    expect(found(textOf('infra/Dockerfile'), /^FROM node:(\d+)-/gm)).toEqual([version.split('.')[0]])
  })

  it('leaves out of its image what tests need, and nothing that a source imports', () => {
    const leftOut = found(textOf('.dockerignore'), /^\*\*\/(\S+)$/gm).map(
      (pattern) => new RegExp(`(?:^|/)${RegExp.escape(pattern).replace('\\*', '[^/]*')}(?:/|$)`),
    )
    const isLeftOut = (path: string) => leftOut.some((pattern) => pattern.test(path))
    expect(isLeftOut('services/views/src/harness/place.ts')).toBe(true)
    const missing = sourceFiles()
      .filter(({ path }) => !isLeftOut(path))
      .filter(({ imports }) => imports.some((specifier) => specifier.startsWith('.') && isLeftOut(specifier)))
    expect(missing.map(({ path }) => path)).toEqual([])
  })

  it('mounts what is in the repository', () => {
    const mounted = found(both, /- \.\/(infra\/[^:]+):/g)
    expect(mounted).not.toEqual([])
    expect(mounted.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})

describe('the secrets of a deployment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'uniwire-secrets-'))
  beforeAll(() => {
    execFileSync('sh', [join(ROOT, 'infra/secrets/make-encrypted.sh'), folder])
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('are all made that docker-compose.yml asks for', () => {
    const asked = found(both, /\$\{UNIWIRE_SECRETS:-[^}]+\}\/([\w.-]+)/g)
    expect(asked).not.toEqual([])
    expect(asked.filter((name) => !existsSync(join(folder, name)))).toEqual([])
  })

  it('are all declared that a service opens', () => {
    const declared = found(both, /^ {2}([\w-]+):\n {4}file: /gm)
    const opened = found(both, /\/run\/secrets\/([\w-]+)/g)
    expect([...new Set(opened)].toSorted()).toEqual(declared.toSorted())
  })
})
