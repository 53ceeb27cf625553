import type { QueryTerm, Suggestion } from '@uniwire/ports'
import { text } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import type { DocValues } from './doc-values.ts'
import { suggestExpression } from './match-expression.ts'
import { matchingRows } from './matches.ts'
import { inOrder } from './orders.ts'
import { firstInOrder } from './top.ts'

/** Without a term there is nothing to suggest. */
export function suggestArticles(
  database: Database,
  values: DocValues,
  request: { readonly terms: readonly QueryTerm[]; readonly limit: number },
): readonly Suggestion[] {
  const expression = suggestExpression(request.terms)
  if (expression === undefined) return []
  const rows = matchingRows(database, 'titles', expression)
  const read = database.statement('SELECT id, source FROM articles JOIN payloads USING (row) WHERE row = ?')
  return firstInOrder(rows, request.limit, inOrder(values, 'newest')).flatMap((row) => {
    const stored = read.get(row)
    return stored === undefined ? [] : { id: text(stored, 'id'), source: text(stored, 'source') }
  })
}
