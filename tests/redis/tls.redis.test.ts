import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRedisViewCounter } from '@uniwire/adapter-redis'
import { EngineUnavailableError } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../harness/engines/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startRedis } from '../harness/engines/redis.ts'
import { freePort } from '../harness/free-port.ts'
import { begin, now, view } from './views.ts'

/** Of the machine; nothing in Node makes a certificate. */
const OPENSSL = 'openssl'
const isHere = hasEngine('redis', { own: true })

describe.runIf(isHere)('a counter over TLS', () => {
  let folder = ''
  let redis: Engine
  let url = ''
  const inFolder = (name: string) => join(folder, name)
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-redis-tls-'))
    certify(folder)
    const port = await freePort()
    url = `rediss://localhost:${port}`
    redis = await startRedis({
      settings: {
        'tls-port': String(port),
        'tls-cert-file': inFolder('server.crt'),
        'tls-key-file': inFolder('server.key'),
        'tls-auth-clients': 'no',
      },
    })
  })
  afterAll(async () => {
    await redis[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })

  it('trusts the authority of the file it is given', async () => {
    await using counter = await openRedisViewCounter({ url, tlsCaFile: inFolder('ca.crt'), now })
    await begin(counter, 'A')
    expect(await counter.record([view('1')])).toEqual(['counted'])
  })

  it.each(['another authority', 'no authority'])('trusts no server that %s vouches for', async (which) => {
    const tlsCaFile = which === 'no authority' ? undefined : inFolder('other.crt')
    await using counter = await openRedisViewCounter({ url, tlsCaFile, now, timeoutMs: 500 })
    const error = await counter.totals(['A']).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EngineUnavailableError)
    expect(String(error)).toMatch(/certificate/i)
  })

  it('does not open with an authority that cannot be read', async () => {
    await expect(openRedisViewCounter({ url, tlsCaFile: inFolder('none.crt'), now })).rejects.toThrow(
      'none.crt',
    )
  })
})

/** An authority, a server of `localhost` that it signed, and another authority. */
function certify(folder: string): void {
  const openssl = (...args: readonly string[]) =>
    execFileSync(OPENSSL, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout']
  for (const name of ['ca', 'other']) {
    openssl(
      'req',
      '-x509',
      ...key,
      `${name}.key`,
      '-out',
      `${name}.crt`,
      '-subj',
      `/CN=${name}`,
      '-days',
      '2',
    )
  }
  openssl('req', ...key, 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost')
  writeFileSync(join(folder, 'san'), 'subjectAltName=DNS:localhost')
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'san']
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.crt', ...signed)
}
