import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { callerAddress, clientAddress } from './client-address.ts'
import type { ServiceEnv } from './service-env.ts'

const SOCKET = '10.0.0.9'
const behind = (trustedProxies: number, forwardedFor?: string, socketAddress: string | undefined = SOCKET) =>
  clientAddress({ socketAddress, forwardedFor, trustedProxies })

describe('the address of a caller', () => {
  it('is the socket’s without a trusted proxy, whatever X-Forwarded-For says', () => {
    expect(behind(0, '198.51.100.7')).toBe(SOCKET)
  })

  it('is what the outermost trusted proxy saw, never what the caller put before it', () => {
    expect(behind(1, '1.1.1.1, 2.2.2.2, 198.51.100.7')).toBe('198.51.100.7')
    expect(behind(2, '1.1.1.1, 198.51.100.7, 172.16.0.2')).toBe('198.51.100.7')
  })

  it('is the farthest one known when a proxy was passed by', () => {
    expect(behind(3, '198.51.100.7, 172.16.0.2')).toBe('198.51.100.7')
    expect(behind(1)).toBe(SOCKET)
  })

  it('falls back to the socket where a proxy wrote no address', () => {
    expect(behind(1, '1.1.1.1, unknown')).toBe(SOCKET)
    expect(behind(1, '')).toBe(SOCKET)
  })

  it('has one spelling', () => {
    expect(behind(0, undefined, '::ffff:198.51.100.7')).toBe('198.51.100.7')
    expect(behind(1, '198.51.100.7:50123')).toBe('198.51.100.7')
    expect(behind(1, '[2001:DB8::1]:443')).toBe('2001:db8::1')
    expect(behind(1, 'fe80::1%eth0')).toBe('fe80::1')
  })
})

it('of a request in hand is read from its socket and its header', async () => {
  const app = new Hono<ServiceEnv>().get('/', (context) => context.text(callerAddress(context, 1)))
  const env = { incoming: { socket: { remoteAddress: SOCKET } } }
  const asked = async (headers: Record<string, string>) => (await app.request('/', { headers }, env)).text()
  expect(await asked({ 'X-Forwarded-For': '1.1.1.1, 198.51.100.7' })).toBe('198.51.100.7')
  expect(await asked({})).toBe(SOCKET)
  expect(await (await app.request('/')).text()).toBe('')
})
