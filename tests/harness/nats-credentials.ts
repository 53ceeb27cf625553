import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** The first letter of a public key says whose it is: `O`, `A` or `U`. */
const KIND = { operator: 14 << 3, account: 0, user: 20 << 3 }
const SEED = 18 << 3
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const NO_LIMITS = {
  subs: -1,
  data: -1,
  payload: -1,
  imports: -1,
  exports: -1,
  wildcards: true,
  conn: -1,
  leaf: -1,
  mem_storage: -1,
  disk_storage: -1,
  streams: -1,
  consumer: -1,
}

interface Identity {
  readonly publicKey: string
  readonly seed: string
  readonly privateKey: KeyObject
}

/**
 * An operator, an account with JetStream and one user of it, as NATS knows them (its JWT and nkeys): lines of
 * nats.conf, and the text of the user's `.creds` file.
 */
export function issueCredentials(): { readonly config: string; readonly creds: string } {
  const operator = identity('operator')
  const account = identity('account')
  const system = identity('account')
  const user = identity('user')
  const accountToken = (of: Identity, limits: object) =>
    token(operator, of, 'account', { limits, default_permissions: { pub: {}, sub: {} } })
  const { mem_storage: _m, disk_storage: _d, streams: _s, consumer: _c, ...withoutJetStream } = NO_LIMITS
  const userToken = token(account, user, 'user', { pub: {}, sub: {}, subs: -1, data: -1, payload: -1 })
  return {
    config: `operator: ${token(operator, operator, 'operator', {})}
system_account: ${system.publicKey}
resolver: MEMORY
resolver_preload: {
  ${account.publicKey}: ${accountToken(account, NO_LIMITS)}
  ${system.publicKey}: ${accountToken(system, withoutJetStream)}
}`,
    creds: `-----BEGIN NATS USER JWT-----
${userToken}
------END NATS USER JWT------

-----BEGIN USER NKEY SEED-----
${user.seed}
------END USER NKEY SEED------
`,
  }
}

function identity(kind: keyof typeof KIND): Identity {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' })
  const type = KIND[kind]
  return {
    privateKey,
    publicKey: encode([type], Buffer.from(x, 'base64url')),
    seed: encode([SEED | (type >> 5), (type & 31) << 3], Buffer.from(d, 'base64url')),
  }
}

function token(issuer: Identity, subject: Identity, type: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = [
    part({ typ: 'JWT', alg: 'ed25519-nkey' }),
    part({
      jti: randomUUID(),
      iat: Math.floor(Date.now() / 1_000),
      iss: issuer.publicKey,
      sub: subject.publicKey,
      name: type,
      nats: { ...claims, type, version: 2 },
    }),
  ].join('.')
  return `${body}.${sign(null, Buffer.from(body), issuer.privateKey).toString('base64url')}`
}

/** Base32 of the prefix, the key and their CRC-16 (XMODEM), low byte first. */
function encode(prefix: readonly number[], key: Buffer): string {
  const raw = Buffer.from([...prefix, ...key])
  const sum = crc16(raw)
  const bits = [...raw, sum & 0xff, sum >> 8].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function crc16(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff
  }
  return sum
}
