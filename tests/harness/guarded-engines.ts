import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Engines } from './distributed.ts'
import { startNats } from './engines/nats.ts'
import type { RedisOptions } from './engines/redis.ts'
import { startRedis } from './engines/redis.ts'

const infra = (path: string) => fileURLToPath(new URL(`../../infra/${path}`, import.meta.url))
const NATS_USERS = ['INTAKE', 'INDEXER', 'VIEWS', 'SYNDICATOR', 'READER', 'OPERATOR']
const passwordOf = (user: string) => `${user.toLowerCase()}-password-of-the-tests`

/** NATS and Redis with the users of a deployment; Elasticsearch is the one given, and stays whose it is. */
export async function guardEngines({ elasticsearch }: Engines): Promise<Engines> {
  await using started = new AsyncDisposableStack()
  const nats = started.use(await startGuardedNats())
  const redis = started.use(await startGuardedRedis())
  const stack = started.move()
  return {
    nats,
    redis,
    elasticsearch,
    signIn: (service) => ({
      NATS_USER: service,
      NATS_PASSWORD: passwordOf(service),
      ...(service === 'views' && {
        REDIS_USERNAME: redis.views.username,
        REDIS_PASSWORD: redis.views.password,
      }),
    }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** NATS with its users, and how each signs in. */
export async function startGuardedNats({ config = '' } = {}) {
  const engine = await startNats({ config: `${await natsUsers()}\n${config}` })
  return { ...engine, signIn: (user: string) => ({ user, password: passwordOf(user) }) }
}

/** Redis with its users, and how the service `views` signs in. */
export async function startGuardedRedis({ settings = {} }: Pick<RedisOptions, 'settings'> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-users-'))
  const configFile = join(folder, 'redis.conf')
  await writeFile(configFile, `include ${infra('redis/redis.conf')}\n${await redisUsers()}`)
  const engine = await startRedis({ configFile, settings })
  return {
    ...engine,
    views: { username: 'views', password: passwordOf('views') },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

async function natsUsers(): Promise<string> {
  const passwords = NATS_USERS.map((user) => `${user}_PASSWORD: "${passwordOf(user)}"\n`).join('')
  return (await readFile(infra('nats/users.conf'), 'utf8')).replace("include 'passwords.conf'", passwords)
}

async function redisUsers(): Promise<string> {
  const template = await readFile(infra('redis/users.conf'), 'utf8')
  return template.replaceAll(/([A-Z]+)_PASSWORD_SHA256/g, (_, user: string) =>
    createHash('sha256').update(passwordOf(user)).digest('hex'),
  )
}
