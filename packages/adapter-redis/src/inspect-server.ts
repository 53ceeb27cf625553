import { Cluster } from 'ioredis'
import type { Connection } from './connect.ts'

const OLDEST_MAJOR = 7

/**
 * Tells, after each connect, of settings under which counts can be lost. `appendfsync` is not among what
 * Redis tells its users. A server that refuses to answer is no reason for a warning.
 */
export function inspectServer({ client, name }: Connection, onWarning: (message: string) => void): void {
  client.on('ready', () => {
    const nodes = client instanceof Cluster ? client.nodes('master') : [client]
    for (const node of nodes) {
      node.info().then(
        (info) => {
          for (const fault of faultsOf(info)) onWarning(`Redis at ${name} ${fault}`)
        },
        () => undefined,
      )
    }
  })
}

function faultsOf(info: string): readonly string[] {
  const settings = new Map(
    info.split('\r\n').map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name, value.join(':')]
    }),
  )
  const version = settings.get('redis_version') ?? ''
  const policy = settings.get('maxmemory_policy') ?? 'noeviction'
  return [
    ...(Number.parseInt(version, 10) < OLDEST_MAJOR
      ? [`is version ${version}: 7.0 is the oldest that works`]
      : []),
    ...(policy === 'noeviction'
      ? []
      : [`evicts keys (maxmemory-policy ${policy}): views can count twice; set noeviction`]),
    ...(settings.get('aof_enabled') === '0'
      ? ['keeps no append-only file: acknowledged views are lost with it; set appendonly yes']
      : []),
  ]
}
