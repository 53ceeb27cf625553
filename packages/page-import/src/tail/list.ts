import type { KnownLine } from '../lines/line-kind.ts'

const ITEM =
  /^(?:[-–—•·●▪■*]|\d{1,3}[.)]|\p{Ll}\)|[IVX]{1,4}[.)])\s*\S|\d\s?[-–—]?\s?(?:место|орын|place|st|nd|rd|th)(?![\p{L}])/iu

/**
 * The index behind a list that the text leads on to with a colon, directly below the last full paragraph. Its items
 * bear a mark or number, or end in a comma or semicolon; the one behind such an item belongs to it as well.
 */
export function endOfList(lines: readonly KnownLine[], lastText: number, to: number): number {
  const first = lastText + 1
  const leadsOn = lines[lastText]?.ending === 'colon' || lines[first]?.ending === 'colon'
  if (!leadsOn) return first
  let end = lines[lastText]?.ending === 'colon' ? first : first + 1
  let goesOn = false
  for (let at = end; at < to; at += 1) {
    const line = lines[at]
    if (
      line === undefined ||
      line.kind !== 'text' ||
      !(goesOn || ITEM.test(line.text.slice(0, 40)) || line.ending === 'comma')
    )
      break
    goesOn = line.ending === 'comma'
    end = at + 1
  }
  return Math.min(end, to)
}
