import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { certify } from './certificates.ts'
import type { Engines } from './distributed.ts'
import { freePort } from './free-port.ts'
import { startGuardedElasticsearch } from './guarded-elasticsearch.ts'
import { startGuardedNats, startGuardedRedis } from './guarded-engines.ts'

export interface EncryptedEngines extends Engines {
  /** Holds `ca.crt`, whom the services are to trust, and `other.crt`, whom they are not. */
  readonly folder: string
}

/**
 * All three behind TLS, with users who have the rights of `infra` and no others. Elasticsearch takes
 * certificates from its own folder alone, so here a front of this process has it.
 */
export async function startEncryptedEngines(): Promise<EncryptedEngines> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-encrypted-'))
  started.defer(() => rm(folder, { recursive: true }))
  certify(folder)
  const file = (name: string) => join(folder, name)
  const tlsPort = await freePort()
  const [nats, redis, elasticsearch] = await Promise.all([
    startGuardedNats({
      config: `tls { cert_file: "${file('server.crt')}", key_file: "${file('server.key')}" }`,
    }),
    startGuardedRedis({
      settings: {
        'tls-port': String(tlsPort),
        'tls-cert-file': file('server.crt'),
        'tls-key-file': file('server.key'),
        'tls-auth-clients': 'no',
      },
    }),
    startGuardedElasticsearch(),
  ])
  for (const engine of [nats, redis, elasticsearch]) started.use(engine)
  const front = started.use(await startFront(folder, elasticsearch.port))
  const stack = started.move()
  return {
    folder,
    nats: { ...nats, url: `tls://localhost:${nats.port}` },
    redis: { ...redis, url: `rediss://localhost:${tlsPort}` },
    elasticsearch: { ...elasticsearch, url: `https://localhost:${front.port}` },
    signIn(service) {
      const { user, password } = nats.signIn(service)
      return {
        NATS_USER: user,
        NATS_PASSWORD: password,
        NATS_CA_FILE: file('ca.crt'),
        ELASTICSEARCH_CA_FILE: file('ca.crt'),
        REDIS_CA_FILE: file('ca.crt'),
        ...(service === 'views' && {
          REDIS_USERNAME: redis.views.username,
          REDIS_PASSWORD: redis.views.password,
        }),
        ...((service === 'indexer' || service === 'reader') && {
          ELASTICSEARCH_USERNAME: service,
          ELASTICSEARCH_PASSWORD: elasticsearch.password,
        }),
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** Takes TLS off, and passes on what was in it. */
async function startFront(folder: string, to: number): Promise<AsyncDisposable & { readonly port: number }> {
  const open = new Set<Socket>()
  const [cert, key] = await Promise.all(
    ['server.crt', 'server.key'].map((name) => readFile(join(folder, name))),
  )
  const server = createServer({ cert, key }, (outside) => {
    const inside = connect(to, '127.0.0.1')
    for (const [socket, other] of [[outside, inside] as const, [inside, outside] as const]) {
      open.add(socket)
      socket.on('error', () => other.destroy()).on('close', () => open.delete(socket))
      socket.pipe(other)
    }
  }).listen(0, 'localhost')
  // Whoever does not trust the certificate hangs up in the middle of the handshake.
  server.on('tlsClientError', () => undefined)
  await once(server, 'listening')
  return {
    // Of a server that listens at a port.
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
