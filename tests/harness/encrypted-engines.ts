import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { certify } from './certificates.ts'
import type { Engines } from './distributed.ts'
import { startElasticsearch } from './engines/elasticsearch.ts'
import type { Engine } from './engines/engine.ts'
import { freePort } from './free-port.ts'
import { startGuardedNats, startGuardedRedis } from './guarded-engines.ts'
import { waitUntil } from './wait-until.ts'

const ROLES = join(import.meta.dirname, '../../infra/elasticsearch/roles.yml')
const PASSWORD = 'a pass:word/of tests'
const USERS_DEADLINE_MS = 60_000

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
          ELASTICSEARCH_PASSWORD: PASSWORD,
        }),
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function startGuardedElasticsearch(): Promise<Engine> {
  const node = await startElasticsearch({
    settings: {
      'xpack.security.enabled': 'true',
      'xpack.security.http.ssl.enabled': 'false',
      'xpack.security.transport.ssl.enabled': 'false',
      'xpack.security.authc.password_hashing.algorithm': 'pbkdf2',
      // Nobody in particular may ask for the health of the node, as the harness does.
      'xpack.security.authc.anonymous.roles': 'remote_monitoring_collector',
    },
  })
  const salt = randomBytes(32)
  const hash = pbkdf2Sync(PASSWORD, salt, 10_000, 32, 'sha512')
  const secret = `{PBKDF2}10000$${salt.toString('base64')}$${hash.toString('base64')}`
  const write = (name: string, text: string) => writeFile(join(node.folder, 'config', name), text)
  await write('roles.yml', await readFile(ROLES, 'utf8'))
  await write('users', `indexer:${secret}\nreader:${secret}\n`)
  await write('users_roles', 'uniwire_indexer:indexer\nuniwire_reader:reader\n')
  // The node looks at each of these files every few seconds, by a clock of its own.
  for (const user of ['indexer', 'reader']) {
    const known = async () => (await as(user, node.url, '/uniwire-articles*/_search')).ok
    await waitUntil(`the user ${user}`, known, USERS_DEADLINE_MS)
  }
  return node
}

function as(user: string, url: string, path: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${user}:${PASSWORD}`).toString('base64')}`
  return fetch(url + path, { headers: { authorization } })
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
