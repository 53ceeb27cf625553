import { connect } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { redisLibraries, redisServer } from '../../../infra/engines/redis.ts'
import type { Engine } from './engine.ts'
import { broughtEngine } from './engine.ts'
import { startOwnEngine } from './own-engine.ts'

export interface RedisOptions {
  /** Settings of redis.conf by name, as `{ appendfsync: 'always' }`; they win over those of `configFile`. */
  readonly settings?: Readonly<Record<string, string>>
  readonly configFile?: string
}

/** One node that keeps an append-only file, so that what it acknowledged is there after `restart`. */
export function startRedis({ settings = {}, configFile }: RedisOptions = {}): Promise<Engine> {
  return startOwnEngine({
    name: 'redis',
    prepare({ folder, port }) {
      const all = {
        appendonly: 'yes',
        save: '',
        ...settings,
        bind: '127.0.0.1',
        port: String(port),
        dir: join(folder, 'data'),
        daemonize: 'no',
      }
      const args = [configFile ?? [], Object.entries(all).map(([name, value]) => [`--${name}`, value])].flat(
        2,
      )
      return Promise.resolve({
        url: `redis://127.0.0.1:${port}`,
        process() {
          const home = broughtEngine('redis')
          return { command: redisServer(home), args, env: { LD_LIBRARY_PATH: redisLibraries(home) } }
        },
        container: { command: 'redis-server', args },
        isReady: () => pings(port),
      })
    },
  })
}

/** `-LOADING` while it reads its file; `-NOAUTH` where a password is set, which is an answer as well. */
async function pings(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' })
  try {
    socket.setEncoding('utf8').end('PING\r\n')
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(2_000) })) as [string]
    return /^(?:\+PONG|-NOAUTH)/.test(answer)
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
