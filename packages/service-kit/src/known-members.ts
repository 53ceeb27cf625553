import { z } from 'zod'

/** Members that a schema takes at a place in its input: what a misspelt one there may have meant. */
export function membersAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const inner = path.reduce(step, bare(schema))
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}

function step(schema: unknown, place: PropertyKey): unknown {
  if (schema instanceof z.ZodArray) return bare(schema.element)
  return schema instanceof z.ZodObject ? bare(schema.shape[String(place)]) : undefined
}

/** Without what only says that it may be absent, or what becomes of it. */
function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return bare(schema.unwrap())
  return schema instanceof z.ZodPipe ? bare(schema.in) : schema
}

/** The member that was probably meant: the same spelling aside from case and signs, else the nearest. */
export function nearest(member: string, known: readonly string[]): string | undefined {
  const written = letters(member)
  const most = written.length > 4 ? 2 : written.length > 2 ? 1 : 0
  const near = known
    .map((name) => ({ name, distance: editDistance(written, letters(name)) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
  return near[0]?.name
}

/** `body_html`, `Body-HTML` and `bodyHtml` are the same. */
function letters(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 64)
}

/** Levenshtein: letters to add, drop or change. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
