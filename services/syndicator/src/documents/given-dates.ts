import type { Document } from './document.ts'

/** Which documents readers were given under one date, so that a date is doubted only where it must be. */
export interface GivenDates {
  /** The document as it is given out from now on under its name. */
  dated(name: string, document: Document): Document
}

interface Given {
  readonly second: number
  readonly tag: string
  readonly ambiguous: boolean
}

/** Live feeds and pages of archives in use; whoever asks for more makes all dates be doubted as after a start. */
const MOST = 20_000

/**
 * Two changes in one second have one `Last-Modified`. Whoever asks by it alone may have the first of them only if
 * somebody was given a document between the two: by this process, or by one before it, which nobody remembers. A
 * university that registers and publishes within a second is not doubted for it until its next article.
 */
export function createGivenDates(now: () => string): GivenDates {
  const given = new Map<string, Given>()
  let sinceMs = Date.parse(now())
  return {
    dated(name, document) {
      const { lastModified, tag } = document
      if (lastModified === undefined) return document
      const { ms } = lastModified
      const second = Math.floor(ms / 1000)
      const before = given.get(name)
      const wasOther = before?.second === second && (before.tag !== tag || before.ambiguous)
      const isFromBefore = second * 1000 < sinceMs
      const ambiguous = wasOther || (lastModified.ambiguous && isFromBefore)
      if (before === undefined && given.size >= MOST) {
        given.clear()
        sinceMs = Date.parse(now())
      }
      given.set(name, { second, tag, ambiguous })
      return { ...document, lastModified: { ms, ambiguous } }
    },
  }
}
