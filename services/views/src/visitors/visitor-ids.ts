import type { ViewCounter } from '@uniwire/ports'
import { RELOAD_GUARD_MS } from '@uniwire/ports'
import type { KeyedHash } from './keyed-hash.ts'
import { createKeyedHash } from './keyed-hash.ts'

/** One reader of one university on one UTC day; no address and no user agent can be had back from it. */
export interface Visitor {
  readonly id: string
  /** For a view whose client gave it no id: the same reader, article and half minute give the same one. */
  eventId(article: string): string
}

export interface VisitorIds {
  /**
   * At once where the day's salt is known, as it is for all but the first reader; else it asks the counter, and
   * rejects with EngineUnavailableError while that is away.
   */
  identify(reader: {
    readonly university: string
    readonly address: string
    readonly userAgent: string
    /** UTC instant. */
    readonly at: string
  }): Visitor | Promise<Visitor>
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
  let known: { readonly day: string; readonly salt: Uint8Array; readonly hash: KeyedHash } | undefined
  const forget = (today: string) => {
    if (known === undefined || known.day === today) return
    known.salt.fill(0)
    known.hash.forget()
    known = undefined
  }
  const ask = async (day: string): Promise<KeyedHash> => {
    const salt = await counter.visitorSalt(day, known?.day === day ? known.salt : randomBytes(SALT_BYTES))
    forget(day)
    known = { day, salt, hash: createKeyedHash(salt) }
    return known.hash
  }
  return {
    identify(reader) {
      const day = reader.at.slice(0, 10)
      if (known?.day === day) return visitor(known.hash, reader)
      return ask(day).then((hash) => visitor(hash, reader))
    },
    async turnTo(at) {
      const day = at.slice(0, 10)
      forget(day)
      if (known !== undefined) await ask(day)
    },
  }
}

function visitor(hash: KeyedHash, reader: Parameters<VisitorIds['identify']>[0]): Visitor {
  const { university, address, userAgent, at } = reader
  const id = hash.of(`visitor\n${university}\n${address}\n${userAgent}`, ID_BYTES)
  return {
    id,
    eventId(article) {
      const halfMinute = Math.floor(Date.parse(at) / RELOAD_GUARD_MS)
      return hash.of(`event\n${id}\n${article}\n${halfMinute}`, ID_BYTES)
    },
  }
}
