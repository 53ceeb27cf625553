import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SERVICES } from '../../infra/dev/route-table.ts'
import type { ProxyOptions } from '../../infra/dev/proxy.ts'
import { answers } from './engines/answers.ts'
import { waitUntil } from './wait-until.ts'

const START = fileURLToPath(new URL('../../infra/proxy/start.sh', import.meta.url))

/** nginx with its JavaScript, where Debian has them; `apt-get install nginx-light libnginx-mod-http-js`. */
export const hasNginx =
  spawnSync('nginx', ['-v']).status === 0 && existsSync('/usr/share/nginx/modules/ngx_http_js_module.so')

/** The proxy of servers, started as its container starts it, on a port and a folder of its own. */
export async function startNginx({ port, services }: ProxyOptions): Promise<AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-nginx-'))
  // Started by root, its workers are somebody else, who keeps long bodies there.
  await chmod(folder, 0o711)
  const replicas = SERVICES.map((name) => [
    `UNIWIRE_PROXY_${name.toUpperCase()}`,
    services[name].map((url) => new URL(url).host).join(' '),
  ])
  const child = spawn('sh', [START], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      UNIWIRE_PROXY_FOLDER: folder,
      UNIWIRE_PROXY_LISTEN: `127.0.0.1:${port}`,
      ...Object.fromEntries(replicas),
    },
    detached: true,
  })
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const ended = once(child, 'exit')
  // The script, nginx and its workers: whoever is left when a test ends badly.
  const die = () => child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, 'SIGKILL')
  process.on('exit', die)
  const dispose = async () => {
    process.off('exit', die)
    die()
    await ended
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await waitUntil('nginx', () => {
      if (child.exitCode !== null) throw new Error(`nginx ended: ${printed}`)
      return answers(`http://127.0.0.1:${port}/healthz`)
    })
  } catch (error) {
    await dispose()
    throw error
  }
  return { [Symbol.asyncDispose]: dispose }
}
