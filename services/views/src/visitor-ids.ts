import { createHmac } from 'node:crypto'
import { RELOAD_GUARD_MS } from '@uniwire/ports'

/** One reader of one university on one UTC day; no address and no user agent can be had back from it. */
export interface Visitor {
  readonly id: string
  /** For a view whose client gave it no id: the same reader, article and half minute give the same one. */
  eventId(article: string): string
}

export interface VisitorIds {
  identify(reader: {
    readonly university: string
    readonly address: string
    readonly userAgent: string
    /** UTC instant. */
    readonly at: string
  }): Visitor
  /** Throws away the salts of every other day than that of `at`. */
  readonly forget: (at: string) => void
}

const SALT_BYTES = 32
/** 128 bits: no two of a day's readers meet by chance, and half the memory. */
const ID_BYTES = 16

/**
 * Salts live in the memory of one process and nowhere else, so nothing that is stored or backed up can
 * ever be joined with an address again, not even on the same day. The price: after a restart, and on
 * another replica, a reader is a new visitor. A resent view still counts once, its event id says so; but
 * that day's `unique` counts the reader again, and a reload across the restart is a view. The same goes
 * for midnight UTC, early morning in Kazakhstan.
 */
export function createVisitorIds(randomBytes: (length: number) => Uint8Array): VisitorIds {
  const salts = new Map<string, Uint8Array>()
  let day = ''
  const turnTo = (today: string) => {
    if (today === day) return
    for (const salt of salts.values()) salt.fill(0)
    salts.clear()
    day = today
  }
  const saltOf = (university: string) => {
    const known = salts.get(university)
    if (known !== undefined) return known
    const salt = randomBytes(SALT_BYTES)
    salts.set(university, salt)
    return salt
  }
  return {
    identify({ university, address, userAgent, at }) {
      turnTo(at.slice(0, 10))
      const salt = saltOf(university)
      const id = keyedHash(salt, `visitor\n${address}\n${userAgent}`)
      const halfMinute = Math.floor(Date.parse(at) / RELOAD_GUARD_MS)
      return { id, eventId: (article) => keyedHash(salt, `event\n${id}\n${article}\n${halfMinute}`) }
    },
    forget: (at) => turnTo(at.slice(0, 10)),
  }
}

function keyedHash(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest().toString('base64url', 0, ID_BYTES)
}
