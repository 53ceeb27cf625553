import { Cluster } from 'ioredis'
import type { Connection } from './connect.ts'

const OLDEST_MAJOR = 7

/** What an operator wants to know of the server: under such settings counts can be lost. */
export interface RedisNotice {
  readonly kind: 'too-old' | 'evicts-keys' | 'not-durable'
  readonly server: string
  readonly advice: string
}

/**
 * Tells, after each connect, of settings under which counts can be lost. `appendfsync` is not among what
 * Redis tells its users. A server that refuses to answer is no reason for a notice.
 */
export function inspectServer({ client, name }: Connection, onNotice: (notice: RedisNotice) => void): void {
  client.on('ready', () => {
    const nodes = client instanceof Cluster ? client.nodes('master') : [client]
    for (const node of nodes) {
      node.info().then(
        (info) => {
          for (const fault of faultsOf(info)) onNotice({ ...fault, server: name })
        },
        () => undefined,
      )
    }
  })
}

function faultsOf(info: string): readonly Omit<RedisNotice, 'server'>[] {
  const settings = new Map(
    info.split('\r\n').map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name, value.join(':')]
    }),
  )
  const version = settings.get('redis_version') ?? ''
  const policy = settings.get('maxmemory_policy') ?? 'noeviction'
  const faults: Omit<RedisNotice, 'server'>[] = []
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    faults.push({ kind: 'too-old', advice: `version ${version}: 7.0 is the oldest that works` })
  }
  if (policy !== 'noeviction') {
    const advice = `maxmemory-policy ${policy} lets views count twice: set noeviction`
    faults.push({ kind: 'evicts-keys', advice })
  }
  if (settings.get('aof_enabled') === '0') {
    const advice = 'without an append-only file acknowledged views end with the server: set appendonly yes'
    faults.push({ kind: 'not-durable', advice })
  }
  return faults
}
