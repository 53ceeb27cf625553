import { accessSync, constants } from 'node:fs'
import { z } from 'zod'
import { ConfigError, settings } from './config.ts'

/** Settings that may lie in a file instead: `NATS_PASSWORD_FILE` for `NATS_PASSWORD` (`readSecretFiles`). */
export const SECRETS = [
  'UNIWIRE_OPERATOR_KEY',
  'NATS_PASSWORD',
  'NATS_TOKEN',
  'ELASTICSEARCH_PASSWORD',
  'ELASTICSEARCH_API_KEY',
  'REDIS_PASSWORD',
] as const

const readable = z.string().refine(isReadable, 'must be a file that can be read')
const fewDigits = z.string().regex(/^\d$/, 'must be a number from 0 to 9').transform(Number)

/** Addresses in messages and logs are shown as they are, so a password has no place in one. */
function address(protocols: string, example: string, separator = '') {
  const one = `(?:${protocols})://[^\\s@/,]+(?:/[^\\s@,]*)?`
  const pattern = new RegExp(`^${one}${separator === '' ? '' : `(?:${separator}${one})*`}$`)
  return z.string(`must be set, as ${example}`).regex(pattern, `must be ${example}, without a password in it`)
}

/** What every service of the distributed composition has. */
export const serverSettings = {
  UNIWIRE_HOST: settings.host,
  UNIWIRE_PUBLIC_URL: settings.publicUrl,
  UNIWIRE_LOG_LEVEL: settings.logLevel,
  UNIWIRE_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/, 'must have 1 to 32 of a–z, 0–9 and -')
    .optional(),
} as const

export const natsSettings = {
  NATS_URL: address('nats|tls', 'nats://host:4222 or tls://host:4222, several divided by commas', ','),
  NATS_USER: z.string().optional(),
  NATS_PASSWORD: z.string().optional(),
  NATS_TOKEN: z.string().optional(),
  NATS_CREDS_FILE: readable.optional(),
  NATS_CA_FILE: readable.optional(),
  NATS_CERT_FILE: readable.optional(),
  NATS_KEY_FILE: readable.optional(),
  NATS_REPLICAS: z.enum(['1', '3', '5'], 'must be 1, 3 or 5').default('1').transform(Number),
} as const

export const elasticsearchSettings = {
  ELASTICSEARCH_URL: address('https?', 'http://host:9200 or https://host:9200'),
  ELASTICSEARCH_USERNAME: z.string().optional(),
  ELASTICSEARCH_PASSWORD: z.string().optional(),
  ELASTICSEARCH_API_KEY: z.string().optional(),
  ELASTICSEARCH_CA_FILE: readable.optional(),
  ELASTICSEARCH_REPLICAS: fewDigits.default(0),
} as const

export const redisSettings = {
  REDIS_URL: address('rediss?', 'redis://host:6379 or rediss://host:6379', ','),
  REDIS_USERNAME: z.string().optional(),
  REDIS_PASSWORD: z.string().optional(),
  REDIS_CA_FILE: readable.optional(),
  REDIS_CLUSTER: settings.flag('false'),
} as const

type Read<S extends z.ZodRawShape> = z.infer<z.ZodObject<S>>

/** How this process is reached and what it says. */
export function serverAddress(read: Read<typeof serverSettings>) {
  return { host: read.UNIWIRE_HOST, publicUrl: read.UNIWIRE_PUBLIC_URL, logLevel: read.UNIWIRE_LOG_LEVEL }
}

/** Throws ConfigError for half a way to sign in, and for two. `user` names the connection and its inbox. */
export function natsAddress(read: Read<typeof natsSettings & typeof serverSettings>, service: string) {
  const { NATS_USER: user, NATS_PASSWORD: password, NATS_TOKEN: token, NATS_CREDS_FILE: file } = read
  paired({ NATS_USER: user, NATS_PASSWORD: password })
  paired({ NATS_CERT_FILE: read.NATS_CERT_FILE, NATS_KEY_FILE: read.NATS_KEY_FILE })
  oneOf({ NATS_USER: user, NATS_TOKEN: token, NATS_CREDS_FILE: file })
  const credentials =
    user !== undefined && password !== undefined
      ? { user, password }
      : token !== undefined
        ? { token }
        : file === undefined
          ? undefined
          : { file }
  const { NATS_CA_FILE: caFile, NATS_CERT_FILE: certFile, NATS_KEY_FILE: keyFile } = read
  const tls = present({ caFile, certFile, keyFile })
  return {
    servers: read.NATS_URL,
    name: `uniwire-${service}`,
    // Of its own for each user, so that none reads another's answers.
    inboxPrefix: `_INBOX_${service}`,
    replicas: read.NATS_REPLICAS,
    ...present({ credentials, namespace: read.UNIWIRE_NAMESPACE }),
    ...(Object.keys(tls).length > 0 && { tls }),
  }
}

export function elasticsearchAddress(read: Read<typeof elasticsearchSettings & typeof serverSettings>) {
  const { ELASTICSEARCH_USERNAME: username, ELASTICSEARCH_PASSWORD: password } = read
  const { ELASTICSEARCH_API_KEY: apiKey, ELASTICSEARCH_CA_FILE: caFile } = read
  paired({ ELASTICSEARCH_USERNAME: username, ELASTICSEARCH_PASSWORD: password })
  oneOf({ ELASTICSEARCH_USERNAME: username, ELASTICSEARCH_API_KEY: apiKey })
  const namespace = read.UNIWIRE_NAMESPACE
  return {
    url: read.ELASTICSEARCH_URL,
    indexPrefix: namespace === undefined ? 'uniwire' : `uniwire-${namespace}`,
    replicas: read.ELASTICSEARCH_REPLICAS,
    ...present({ username, password, apiKey, caFile }),
  }
}

export function redisAddress(read: Read<typeof redisSettings & typeof serverSettings>) {
  const { UNIWIRE_NAMESPACE: namespace, REDIS_USERNAME: username, REDIS_PASSWORD: password } = read
  if (read.REDIS_URL.includes(',') && !read.REDIS_CLUSTER) {
    throw new ConfigError(['REDIS_URL: several addresses are for a cluster: REDIS_CLUSTER=true'])
  }
  return {
    url: read.REDIS_URL,
    cluster: read.REDIS_CLUSTER,
    ...present({ username, password, tlsCaFile: read.REDIS_CA_FILE }),
    ...(namespace !== undefined && { keyPrefix: `uniwire:views:${namespace}:` }),
  }
}

type Given = Readonly<Record<string, string | undefined>>

function paired(given: Given): void {
  const missing = Object.keys(given).filter((name) => given[name] === undefined)
  if (missing.length === 0 || missing.length === Object.keys(given).length) return
  throw new ConfigError(missing.map((name) => `${name}: must be set too, beside ${namesIn(given).join()}`))
}

function oneOf(given: Given): void {
  const names = namesIn(given)
  if (names.length > 1) throw new ConfigError([`${names.join(', ')}: are two ways to sign in; choose one`])
}

function namesIn(given: Given): readonly string[] {
  return Object.keys(given).filter((name) => given[name] !== undefined)
}

/** Without the members that are undefined, which options with exact optional members refuse. */
function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Those that stay are not undefined, which `fromEntries` cannot say.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}
