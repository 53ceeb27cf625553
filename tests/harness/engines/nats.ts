import { writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { natsServer } from '../../../infra/engines/nats.ts'
import { freePort } from '../free-port.ts'
import { answers } from './answers.ts'
import type { Engine } from './engine.ts'
import { broughtEngine } from './engine.ts'
import { startOwnEngine } from './own-engine.ts'

const CONFIG = fileURLToPath(new URL('../../../infra/nats/nats.conf', import.meta.url))

export interface NatsOptions {
  /** Lines of nats.conf after those of `infra/nats/nats.conf`: users, TLS, limits. */
  readonly config?: string
}

export interface Nats extends Engine {
  /** Monitoring: `/varz`, `/jsz`, `/healthz`. */
  readonly monitorUrl: string
}

/** One node with JetStream and the very configuration that production runs with. */
export async function startNats({ config = '' }: NatsOptions = {}): Promise<Nats> {
  const monitorPort = await freePort()
  const monitorUrl = `http://127.0.0.1:${monitorPort}`
  const engine = await startOwnEngine({
    name: 'nats',
    async prepare({ folder, port }) {
      const file = join(folder, 'config', 'nats.conf')
      // Looked for beside the file that includes it, even when it begins with a slash.
      const include = relative(dirname(file), CONFIG)
      await writeFile(file, `include '${include}'\n${config}\n`)
      // prettier-ignore
      const args = [
        '--config', file, '--addr', '127.0.0.1', '--port', String(port),
        '--http_port', String(monitorPort), '--store_dir', join(folder, 'data'),
      ]
      return {
        url: `nats://127.0.0.1:${port}`,
        process: () => ({ command: natsServer(broughtEngine('nats')), args }),
        container: { command: 'nats-server', args },
        isReady: () => answers(`${monitorUrl}/healthz`),
      }
    },
  })
  return { ...engine, monitorUrl }
}
