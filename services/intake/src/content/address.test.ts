import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hostOf, resolveAddress } from './address.ts'

const SCHEMES = ['http:', 'https:', 'mailto:']
const pieces = fc.constantFrom(
  '/', '//', '.', '..', '-', '--', '_', '~', '?', '#', '&', '=', '%', '%2e', ':', '@', '\\', ' ', 'a', 'news', 'Ж',
  '0', '127', '0x7f', '1.2.3.4', 'xn--', 'http:', 'https:', 'HTTPS:', '://', 'nura', '.example', '.kz', 'www.', ':80',
) // prettier-ignore
const anyAddress = fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join(''))
const nearlyPlain = fc
  .tuple(
    fc.constantFrom('', 'https://nura.example', 'http://www.a-b.kz', 'https://a--b.kz', 'https://1.kz'),
    anyAddress,
  )
  .map((parts) => parts.join(''))
const bases = fc.constantFrom(
  'https://nura.example/news/41', 'http://www.nura.example/', 'https://nura.example:8443/a', 'https://u@nura.example/',
  'https://xn--80ak6aa92e.example/', 'https://127.1/', 'ftp://nura.example/',
) // prettier-ignore

it('is resolved as URL resolves it, whatever its shape', () => {
  fc.assert(
    fc.property(fc.oneof(anyAddress, nearlyPlain), bases, (address, base) => {
      const url = URL.parse(address.trim(), base)
      const expected =
        url !== null && SCHEMES.includes(url.protocol) && url.username === '' ? url.href : undefined
      expect(resolveAddress(address, base, SCHEMES)).toBe(expected)
    }),
    { numRuns: 20_000 },
  )
})

it('has the host that URL reads, without www', () => {
  fc.assert(
    fc.property(nearlyPlain, (address) => {
      const url = URL.parse(address)
      fc.pre(url !== null)
      expect(hostOf(address)).toBe(url?.hostname.replace(/^www\./, ''))
    }),
    { numRuns: 5_000 },
  )
})
