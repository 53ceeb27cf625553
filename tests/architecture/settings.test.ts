import { globSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { indexerConfig } from '../../services/indexer/src/config.ts'
import { intakeConfig } from '../../services/intake/src/config.ts'
import { readerConfig } from '../../services/reader/src/config.ts'
import { standaloneConfig } from '../../services/standalone/src/config.ts'
import { syndicatorConfig } from '../../services/syndicator/src/config.ts'
import { viewsConfig } from '../../services/views/src/config.ts'
import { withoutComments } from './repository.ts'

const root = new URL('../../', import.meta.url)
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8')
const SETTING = /\b(?:UNIWIRE|NATS|ELASTICSEARCH|REDIS)_[A-Z_]*[A-Z]\b/g
const offered = parseEnv(textOf('.env.example'))

/** Where a name of capitals is a setting, and not a stream of the log. */
const READERS = [
  ...globSync('services/*/src/config.ts', { cwd: root }),
  'packages/service-kit/src/engine-settings.ts',
  'packages/cli/src/connection.ts',
]
/** Of docker-compose.yml, what it takes from outside: `${NAME:-otherwise}`. */
const takenByCompose = Array.from(
  textOf('docker-compose.yml').matchAll(/\$\{(\w+)/g),
  ([, name = '']) => name,
)

/** What has no default, so that nobody runs on somebody else's. */
const REQUIRED = {
  UNIWIRE_PUBLIC_URL: 'https://wire.example',
  UNIWIRE_OPERATOR_KEY: 'an-operator-key-of-the-tests',
  NATS_URL: 'nats://127.0.0.1:4222',
  ELASTICSEARCH_URL: 'http://127.0.0.1:9200',
  REDIS_URL: 'redis://127.0.0.1:6379',
}

describe('.env.example', () => {
  it('names every setting that a program reads, and no other', () => {
    const read = READERS.flatMap((path) => withoutComments(textOf(path)).match(SETTING) ?? [])
    expect(Object.keys(offered).toSorted()).toEqual([...new Set([...read, ...takenByCompose])].toSorted())
  })

  it.each([
    ['standalone', standaloneConfig],
    ['intake', intakeConfig],
    ['indexer', indexerConfig],
    ['views', viewsConfig],
    ['syndicator', syndicatorConfig],
    ['reader', readerConfig],
  ] as const)('shows the defaults of %s', (_name, config) => {
    expect(config({ ...offered, ...REQUIRED })).toEqual(config(REQUIRED))
  })
})
