import type { Mark } from './html.ts'
import type { Match } from './match.ts'

/**
 * The best stretch of `line` of at most `maxLength` units, room for two ellipses included: most different terms,
 * then most matches, then the earliest. It begins at a sentence where one begins near, else at a word.
 */
export function choosePassage(line: string, matches: readonly Match[], maxLength: number): Mark {
  if (line.length <= maxLength) return { start: 0, end: line.length }
  const room = Math.max(1, maxLength - 2)
  const core = bestWindow(matches, room)
  const start = core === undefined ? 0 : beginning(line, core, room)
  return { start, end: ending(line, start, Math.max(start + room, core?.end ?? 0), room) }
}

/** Two pointers over the matches: linear, whatever their number. */
function bestWindow(matches: readonly Match[], room: number): Mark | undefined {
  const inside = new Map<number, number>()
  let best: (Mark & { readonly score: number }) | undefined
  let first = 0
  for (const [last, match] of matches.entries()) {
    inside.set(match.term, (inside.get(match.term) ?? 0) + 1)
    for (let from = matches[first]; from !== undefined && first < last; from = matches[first]) {
      if (match.end - from.start <= room) break
      const left = (inside.get(from.term) ?? 1) - 1
      if (left === 0) inside.delete(from.term)
      else inside.set(from.term, left)
      first += 1
    }
    const score = inside.size * 1_000 + Math.min(999, last - first)
    const start = matches[first]?.start ?? match.start
    if (best === undefined || score > best.score) best = { start, end: match.end, score }
  }
  return best
}

/** Back from the first match: to the sentence's begin if the match still fits, else a third of what is free. */
function beginning(line: string, core: Mark, room: number): number {
  const free = Math.max(0, room - (core.end - core.start))
  const lead = line.slice(Math.max(0, core.start - free), core.start)
  if (lead.length === core.start) return 0
  const sentence = Array.from(lead.matchAll(/[.!?…]["»”)]? (?=[\p{Lu}\p{N}«“"])/gu)).at(-1)
  if (sentence !== undefined) return core.start - lead.length + sentence.index + sentence[0].length
  const from = core.start - Math.floor(free / 3)
  const space = line.indexOf(' ', from - 1)
  return space !== -1 && space < core.start ? space + 1 : core.start
}

/** Forward to the room's end, back to the last space so that no word is cut; a word longer than the room is. */
function ending(line: string, start: number, wanted: number, room: number): number {
  const limit = Math.min(line.length, wanted, start + room)
  if (limit === line.length || line.charAt(limit) === ' ') return limit
  const space = line.lastIndexOf(' ', limit)
  if (space > start) return space
  // Never between the halves of a surrogate pair.
  return limit - start > 1 && /[\uD800-\uDBFF]/u.test(line.charAt(limit - 1)) ? limit - 1 : limit
}
