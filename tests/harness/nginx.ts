import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SERVICES } from '../../infra/dev/route-table.ts'
import type { ProxyOptions } from '../../infra/dev/proxy.ts'
import { answers } from './engines/answers.ts'
import { waitUntil } from './wait-until.ts'

const CONFIG = fileURLToPath(new URL('../../infra/proxy', import.meta.url))
const FILES = ['nginx.conf', 'uniwire.conf', 'routes.map', 'readyz.js']

/** nginx with its JavaScript, where Debian has them; `apt-get install nginx-light libnginx-mod-http-js`. */
export const hasNginx =
  spawnSync('nginx', ['-v']).status === 0 && existsSync('/usr/share/nginx/modules/ngx_http_js_module.so')

/** The proxy of servers, with the very files of `infra/proxy`, on a port and a folder of its own. */
export async function startNginx({ port, services }: ProxyOptions): Promise<AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-nginx-'))
  for (const file of FILES) await cp(join(CONFIG, file), join(folder, file))
  await writeFile(join(folder, 'listen.conf'), `listen 127.0.0.1:${port};\n`)
  const upstreams = SERVICES.map(
    (name) => `upstream ${name} {\n  server ${new URL(services[name]).host};\n  keepalive 32;\n}\n`,
  )
  await writeFile(join(folder, 'upstreams.conf'), upstreams.join(''))
  const args = ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')]
  const child = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const ended = once(child, 'exit')
  await waitUntil('nginx', () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${printed}`)
    return answers(`http://127.0.0.1:${port}/healthz`)
  })
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
