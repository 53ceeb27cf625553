import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { answers } from '../harness/engines/answers.ts'
import { freePort } from '../harness/free-port.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import { waitUntil } from '../harness/wait-until.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Elasticsearch alone takes half a minute, and several on a busy machine. */
export const START_DEADLINE_MS = 300_000
/** Building from nothing fetches every dependency. */
export const BUILD_DEADLINE_MS = 900_000

const succeeds = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0
/** Compose as part of docker, or the program before it. */
const COMPOSE = succeeds('docker', 'compose', 'version') ? ['docker', 'compose'] : ['docker-compose']

/** Whether docker-compose.yml can be tried here; where not it says so, or throws when `UNIWIRE_COMPOSE=required`. */
export function hasCompose(): boolean {
  const wanted = process.env['UNIWIRE_COMPOSE']
  const [command = '', ...args] = COMPOSE
  if (wanted !== 'none' && succeeds('docker', 'info') && succeeds(command, ...args, 'version')) return true
  const reason = wanted === 'none' ? 'UNIWIRE_COMPOSE=none' : 'no Docker answers, or it has no compose'
  if (wanted === 'required') throw new Error(reason)
  process.stderr.write(`\n!! DOCKER-COMPOSE.YML IS NOT TRIED: ${reason}\n\n`)
  return false
}

/** docker-compose.yml under a name of its own: containers, volumes, secrets, port; driven through the proxy only. */
export interface Composition extends Standalone {
  /** `docker-compose` with these arguments; gives what it prints. */
  compose(...args: readonly string[]): Promise<string>
}

export async function createComposition({
  kills,
  encrypted = false,
}: {
  /** What `kill` takes: the engines too, or services and proxy alone. */
  readonly kills: 'everything' | 'services'
  /** With docker-compose.security.yml. */
  readonly encrypted?: boolean
}): Promise<Composition> {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-compose-'))
  await writeFile(join(folder, 'operator-key'), OPERATOR_KEY)
  execFileSync('sh', [join(ROOT, 'infra/secrets', encrypted ? 'make-encrypted.sh' : 'make.sh'), folder])
  const files = ['docker-compose.yml', ...(encrypted ? ['docker-compose.security.yml'] : [])]
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    COMPOSE_PROJECT_NAME: `uniwire-test-${randomUUID().slice(0, 8)}`,
    COMPOSE_FILE: files.map((file) => join(ROOT, file)).join(':'),
    UNIWIRE_TAG: 'test',
    UNIWIRE_SECRETS: folder,
    UNIWIRE_PORT: `127.0.0.1:${port}`,
    UNIWIRE_PUBLIC_URL: url,
    UNIWIRE_LOG_LEVEL: 'warn',
  }
  const [command = '', ...first] = COMPOSE
  const options = { cwd: ROOT, env, maxBuffer: 64 * 1_048_576 }
  const compose = async (...args: readonly string[]) =>
    (await promisify(execFile)(command, [...first, ...args], options)).stdout
  const ours = kills === 'services' ? [...SERVICES, 'proxy'] : []
  let killed = false
  return {
    url,
    folder,
    compose,
    output: () => execFileSync(command, [...first, 'logs', '--no-color'], { ...options, encoding: 'utf8' }),
    async start() {
      // Without waiting for each other's health, where nothing else was taken.
      if (killed && kills === 'services') await compose('start', ...ours)
      else await compose('up', '-d')
      killed = false
      await waitUntil('all five to be ready', () => answers(`${url}/readyz`), START_DEADLINE_MS)
    },
    async kill() {
      await compose('kill', ...ours)
      killed = true
    },
    async stop() {
      await compose('stop')
      // Of ours: a Java that is asked to end says 143.
      const containers = (await compose('ps', '-q', ...SERVICES, 'proxy')).trim().split('\n')
      const format = '{{.State.ExitCode}}'
      const codes = execFileSync('docker', ['inspect', '-f', format, ...containers], { encoding: 'utf8' })
      return (
        codes
          .trim()
          .split('\n')
          .map(Number)
          .find((code) => code !== 0) ?? 0
      )
    },
    async [Symbol.asyncDispose]() {
      await compose('kill').catch(() => undefined)
      await compose('down', '--volumes')
      await rm(folder, { recursive: true })
    },
  }
}
