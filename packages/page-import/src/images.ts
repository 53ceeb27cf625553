import type { Evidence } from './evidence.ts'
import { imageNamesIn } from './file-names.ts'
import type { KnownLine } from './line-kind.ts'
import type { DeclaredValue } from './page.ts'

/** Names that stood where the page showed its pictures: addresses are not known, so none enters the draft. */
export function findImages(
  removed: readonly KnownLine[],
  declared: readonly DeclaredValue[],
): Evidence<readonly string[]> | null {
  const printed = removed.flatMap((line) => imageNamesIn(line.text))
  const marked = declared.map(({ value }) => value)
  const value = [...new Set([...printed, ...marked])]
  if (value.length === 0) return null
  return {
    value,
    confidence: 'high',
    rule: printed.length > 0 ? 'image-file-name' : 'img-element',
    start: removed[0]?.start ?? declared[0]?.start ?? null,
    end: removed.at(-1)?.end ?? declared.at(-1)?.end ?? null,
    alternatives: [],
  }
}
