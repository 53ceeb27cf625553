import { BlockList, isIP } from 'node:net'

export interface FloodGuard {
  /** Whether one more view of the article may come from the address now; takes its place if so. */
  admits(address: string, article: string): boolean
}

/** A whole campus behind one address opens what its rector has written. */
export const FLOOD_BURST_VIEWS = 10_000
/** What may follow, as long as it likes. */
export const FLOOD_VIEWS_PER_SECOND = 10

const STEP_MS = 1_000 / FLOOD_VIEWS_PER_SECOND
const TOLERANCE_MS = FLOOD_BURST_VIEWS * STEP_MS
const ROWS = 4
const SLOTS_PER_ROW = 65_536

/**
 * Limits views per address and article: a bucket that leaks at a steady rate (GCRA, ITU-T I.371), kept as the one
 * time at which it will be empty. Neither address nor article is kept: the time stands in a slot of each of four
 * rows, by a hash that is another one in every process. Two that share a slot in each of four rows would share
 * their limit: with a thousand floods at once, one honest pair in twenty million. 2 MB, however many come.
 * An IPv6 reader has a whole network to choose addresses from, so the first half of it is the address.
 * Addresses that the public network does not know are not limited (`isOfMany`).
 *
 * `nowMs`: may go back; what was counted then is forgotten.
 */
export function createFloodGuard({
  randomBytes,
  nowMs,
}: {
  readonly randomBytes: (length: number) => Uint8Array
  readonly nowMs: () => number
}): FloodGuard {
  const seeds = new DataView(Uint8Array.from(randomBytes(8)).buffer)
  const [firstSeed, secondSeed] = [seeds.getUint32(0), seeds.getUint32(4)]
  const emptyAt = new Float64Array(ROWS * SLOTS_PER_ROW)
  return {
    admits(address, article) {
      const key = `${networkOf(address)}\n${article}`
      const first = hashOf(key, firstSeed)
      const step = hashOf(key, secondSeed) | 1
      const now = nowMs()
      let least = Infinity
      for (let row = 0; row < ROWS; row += 1) least = Math.min(least, emptyAt[slotOf(row, first, step)] ?? 0)
      // More than a full bucket is one of a clock that has been set back.
      const from = least > now + TOLERANCE_MS ? now : Math.max(least, now)
      const next = from + STEP_MS
      if (next > now + TOLERANCE_MS) return isOfMany(address)
      for (let row = 0; row < ROWS; row += 1) {
        const slot = slotOf(row, first, step)
        const known = emptyAt[slot] ?? 0
        if (known < next || known > now + TOLERANCE_MS) emptyAt[slot] = next
      }
      return true
    },
  }
}

const OF_MANY = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const) {
  OF_MANY.addSubnet(network, bits, 'ipv4')
}
OF_MANY.addAddress('::1', 'ipv6')
OF_MANY.addSubnet('fc00::', 7, 'ipv6')
OF_MANY.addSubnet('fe80::', 10, 'ipv6')

/**
 * Loopback, private, link-local and shared addresses (RFC 6890): of a proxy that is not among the trusted ones, or
 * of a gateway inside. All readers may stand behind it, and would be limited as one.
 */
function isOfMany(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && OF_MANY.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function slotOf(row: number, first: number, step: number): number {
  // Rows take other bits of the same two hashes (Kirsch and Mitzenmacher, 2006).
  return row * SLOTS_PER_ROW + ((Math.imul(step, row) + first) >>> 16)
}

/** The first 64 bits of an IPv6 address, and an IPv4 address whole. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::', 2)
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** FNV-1a with the last mixing of MurmurHash3, begun with a seed that nobody outside knows. */
function hashOf(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5
  for (let n = 0; n < text.length; n += 1) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
