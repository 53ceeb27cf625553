import type { Evidence } from '../evidence.ts'
import { imageNamesIn } from '../words/file-names.ts'
import type { KnownLine } from '../lines/line-kind.ts'

/** Names that stood where the page showed its pictures: addresses are not known, so none enters the draft. */
export function findImages(removed: readonly KnownLine[]): Evidence<readonly string[]> | null {
  const [first] = removed
  const last = removed.at(-1)
  if (first === undefined || last === undefined) return null
  const value = [...new Set(removed.flatMap((line) => imageNamesIn(line.text)))]
  return {
    value,
    confidence: 'high',
    rule: 'image-file-name',
    start: first.start,
    end: last.end,
    alternatives: [],
  }
}
