import { spawnSync } from 'node:child_process'
import type { JudgedSet } from './judged-sets.ts'

/** Ids in the order found, ten at most; what another set holds is some other text. */
export type Search = (set: JudgedSet, query: string) => readonly string[]

/**
 * Asks a program everything at once. It reads lines of JSON, first `{id, title, text}` of every document, then
 * `{query}` of every query, and writes one line for each query: the JSON array of the ids that it found.
 */
export function askProgram(
  [program = '', ...parameters]: readonly string[],
  sets: readonly JudgedSet[],
  queriesOf: (set: JudgedSet) => readonly string[],
): Search {
  const documents = sets.flatMap((set) =>
    set.documents.map(({ id, title, text }) => ({ id: `${set.name} ${id}`, title, text })),
  )
  const queries = [...new Set(sets.flatMap(queriesOf))]
  const lines = [...documents, ...queries.map((query) => ({ query }))]
  const { stdout, status } = spawnSync(program, parameters, {
    input: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    stdio: ['pipe', 'pipe', 'inherit'],
    maxBuffer: 1 << 30,
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}`)
  const answers = stdout.toString().trimEnd().split('\n')
  const found = new Map(queries.map((query, at) => [query, idsIn(answers[at])]))
  return ({ name }, query) =>
    (found.get(query) ?? []).map((id) =>
      id.startsWith(`${name} `) ? id.slice(name.length + 1) : 'of another set',
    )
}

function idsIn(line = '[]'): readonly string[] {
  const ids: unknown = JSON.parse(line)
  return Array.isArray(ids) ? ids.map(String) : []
}
