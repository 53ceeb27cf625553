import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { ELASTICSEARCH_VERSION } from '../../../infra/engines/cache.ts'
import type { EngineName } from '../../../infra/engines/cache.ts'

/** The images of docker-compose.yml. */
export const IMAGES: Readonly<Record<EngineName, string>> = {
  nats: 'nats:2.15-alpine',
  redis: 'redis:7-alpine',
  elasticsearch: `elasticsearch:${ELASTICSEARCH_VERSION}`,
}

const PATIENCE_MS = 10_000
let answer: boolean | undefined

/**
 * Whether a Docker daemon answers that shares this machine's files and network, as the containers of
 * `containerRunner` do: so on Linux alone.
 */
export function hasDocker(): boolean {
  return (answer ??= process.platform === 'linux' && succeeds('version'))
}

/** Whether the image is here; else it would have to be pulled. */
export function hasImage(name: EngineName): boolean {
  return hasDocker() && succeeds('image', 'inspect', IMAGES[name])
}

/** What the command line of Docker prints; rejects with what it complained of. */
export async function docker(...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)('docker', args, { maxBuffer: 64 * 1024 * 1024 })
  return stdout + stderr
}

/** The same, at once. */
export function dockerNow(...args: readonly string[]): void {
  spawnSync('docker', args, { stdio: 'ignore', timeout: PATIENCE_MS })
}

function succeeds(...args: readonly string[]): boolean {
  return spawnSync('docker', args, { stdio: 'ignore', timeout: PATIENCE_MS }).status === 0
}
