import { articleLineInput } from '@uniwire/http-api'
import type { ImportNote } from '@uniwire/messages'
import type { SourceId, University } from '@uniwire/newsroom'
import { parseSourceId } from '@uniwire/newsroom'
import { ProblemError, fieldErrors, invalidFields } from '@uniwire/service-kit'
import type { PreparedArticle } from '../articles/publishing.ts'
import { preparePublish } from '../articles/publishing.ts'
import type { ImportItem, Trouble } from './item.ts'

/** An article that only waits for what is stored. */
export interface ReadyLine {
  readonly kind: 'ready'
  readonly line: number
  readonly sourceId: SourceId
  readonly article: PreparedArticle
  readonly notes: readonly ImportNote[]
}

export type PreparedLine = ReadyLine | Extract<ImportItem, { kind: 'trouble' }>

/** Checks and sanitises one item as a PUT would; what is wrong with it stays in its line. */
export function prepareLine(item: ImportItem, university: University): PreparedLine {
  if (item.kind === 'trouble') return item
  const { line, input, notes } = item
  try {
    const read = articleLineInput.safeParse(input)
    if (!read.success) throw invalidFields(fieldErrors(read.error, input, articleLineInput))
    const { sourceId: given, ...article } = read.data
    const sourceId = item.madeSourceId ?? checked(given)
    return {
      kind: 'ready',
      line,
      sourceId,
      article: preparePublish({ university, sourceId }, article),
      notes,
    }
  } catch (error) {
    const sourceId = knownSourceId(input['sourceId'])
    return { kind: 'trouble', line, ...sourceId, trouble: troubleOf(error) }
  }
}

/** What a refusal says in a line; throws on what is no refusal. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ProblemError)) throw error
  return { kind: 'problem', problem: error.problem, fields: error.fields }
}

function checked(text: string): SourceId {
  const parsed = parseSourceId(text)
  if (parsed.ok) return parsed.sourceId
  throw invalidFields([{ pointer: '/sourceId', problem: { code: 'bad-source-id' } }])
}

const MOST_SHOWN = 500

/** As it came, for the person who looks for the line. */
function knownSourceId(value: unknown): { readonly sourceId?: string } {
  return typeof value === 'string' ? { sourceId: value.slice(0, MOST_SHOWN).toWellFormed() } : {}
}
