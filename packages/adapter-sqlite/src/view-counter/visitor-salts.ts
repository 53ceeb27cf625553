import { visitorsKeptSince } from './sweep.ts'

export interface VisitorSalts {
  /** Of the salts offered for a day the first. */
  of(day: string, offered: Uint8Array): Uint8Array
  forget(): void
}

/**
 * In memory and nowhere else: one process alone has the file, and what is in no file and no backup can never be
 * joined with an address again. The price: after a restart a reader of that day is another one.
 */
export function createVisitorSalts(now: () => number): VisitorSalts {
  const salts = new Map<string, Uint8Array>()
  const forgetBefore = (oldest: string) => {
    for (const [day, salt] of salts) {
      if (day >= oldest) continue
      salt.fill(0)
      salts.delete(day)
    }
  }
  return {
    of(day, offered) {
      const oldest = visitorsKeptSince(now())
      forgetBefore(oldest)
      // Its visitors are forgotten: nobody is to be known again.
      if (day < oldest) return offered
      const known = salts.get(day) ?? Uint8Array.from(offered)
      salts.set(day, known)
      return Uint8Array.from(known)
    },
    forget: () => forgetBefore('9999-12-31'),
  }
}
