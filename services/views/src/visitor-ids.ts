import { createHmac } from 'node:crypto'
import type { ViewCounter } from '@uniwire/ports'
import { RELOAD_GUARD_MS } from '@uniwire/ports'

/** One reader of one university on one UTC day; no address and no user agent can be had back from it. */
export interface Visitor {
  readonly id: string
  /** For a view whose client gave it no id: the same reader, article and half minute give the same one. */
  eventId(article: string): string
}

export interface VisitorIds {
  /** Throws EngineUnavailableError when the day's salt is not known here and the counter is away. */
  identify(reader: {
    readonly university: string
    readonly address: string
    readonly userAgent: string
    /** UTC instant. */
    readonly at: string
  }): Promise<Visitor>
  /**
   * Throws away the salt of every other day than that of `at`, and offers that day's again: a counter that lost
   * it has it back, and a replica that starts then knows the same readers.
   */
  turnTo(at: string): Promise<void>
}

const SALT_BYTES = 32
/** 128 bits: no two of a day's readers meet by chance, and half the memory. */
const ID_BYTES = 16

/**
 * Readers as a hash under a salt of one UTC day, which all replicas have from the counter; so a reader whose
 * second view comes to another replica is the same reader, and a reload is a reload. At midnight UTC, early
 * morning in Kazakhstan, every reader becomes a new one.
 */
export function createVisitorIds({
  counter,
  randomBytes,
}: {
  readonly counter: Pick<ViewCounter, 'visitorSalt'>
  readonly randomBytes: (length: number) => Uint8Array
}): VisitorIds {
  let known: { readonly day: string; readonly salt: Uint8Array } | undefined
  const forget = (today: string) => {
    if (known === undefined || known.day === today) return
    known.salt.fill(0)
    known = undefined
  }
  const ask = async (day: string): Promise<Uint8Array> => {
    const salt = await counter.visitorSalt(day, known?.day === day ? known.salt : randomBytes(SALT_BYTES))
    forget(day)
    known = { day, salt }
    return salt
  }
  return {
    async identify({ university, address, userAgent, at }) {
      const day = at.slice(0, 10)
      const salt = known?.day === day ? known.salt : await ask(day)
      const id = keyedHash(salt, `visitor\n${university}\n${address}\n${userAgent}`)
      const halfMinute = Math.floor(Date.parse(at) / RELOAD_GUARD_MS)
      return { id, eventId: (article) => keyedHash(salt, `event\n${id}\n${article}\n${halfMinute}`) }
    },
    async turnTo(at) {
      const day = at.slice(0, 10)
      forget(day)
      if (known !== undefined) await ask(day)
    },
  }
}

function keyedHash(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest().toString('base64url', 0, ID_BYTES)
}
