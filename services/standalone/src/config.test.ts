import { createServer } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { standaloneConfig } from './config.ts'
import { portToListenOn, urlOf } from './local-address.ts'

describe('the configuration of the standalone', () => {
  it('has a default for everything', () => {
    expect(standaloneConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: undefined,
      dataFolder: './data',
      operatorKey: undefined,
      sample: true,
      logLevel: 'info',
      trustedProxies: 0,
      hubAllowPrivate: false,
      robots: undefined,
    })
  })

  it.each([
    ['UNIWIRE_PORT', 'abc'],
    ['UNIWIRE_PUBLIC_URL', 'wire.example'],
    ['UNIWIRE_DATA', 'a\0b'],
    ['UNIWIRE_OPERATOR_KEY', 'short'],
    ['UNIWIRE_SAMPLE', 'yes'],
    ['UNIWIRE_LOG_LEVEL', 'loud'],
    ['UNIWIRE_TRUSTED_PROXIES', '10'],
    ['UNIWIRE_TRUSTED_PROXIES', '-1'],
    ['UNIWIRE_HUB_ALLOW_PRIVATE', 'yes'],
    ['UNIWIRE_ROBOTS_FILE', '/nowhere/robots.txt'],
  ])('names %s when it is wrong', (name, value) => {
    expect(() => standaloneConfig({ [name]: value })).toThrow(`  ${name}: `)
  })
})

describe('the address of a process that was told none', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:4000'],
    ['localhost', 'http://localhost:4000'],
    ['::1', 'http://[::1]:4000'],
    ['2001:db8::7', 'http://[2001:db8::7]:4000'],
    ['0.0.0.0', 'http://127.0.0.1:4000'],
    ['::', 'http://[::1]:4000'],
  ])('is, listening on %s, %s', (host, url) => {
    expect(urlOf(host, 4000)).toBe(url)
    expect(URL.parse(url)?.origin).toBe(url)
  })

  it('has the port that was chosen for 0, which is free', async () => {
    const host = '127.0.0.1'
    const port = await portToListenOn({ host, port: 0 })
    expect(port).toBeGreaterThan(0)
    const server = createServer().listen({ host, port })
    await once(server, 'listening')
    server.close()
    expect(await portToListenOn({ host, port: 4000 })).toBe(4000)
  })
})
