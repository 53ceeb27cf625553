import type { LinkedRequest, SearchDocument } from '@uniwire/ports'
import type { Row } from '../sqlite/columns.ts'
import { integer, text } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import type { DocValues } from './doc-values.ts'
import { inOrder } from './orders.ts'
import { firstInOrder } from './top.ts'
import { write } from './writing.ts'

/** A list as one text; nothing for none. */
export function linksText(document: SearchDocument): string | null {
  return document.kind === 'article' && document.links !== undefined ? JSON.stringify(document.links) : null
}

export function readLinks(row: Row): { readonly links?: readonly string[] } {
  // Written by `linksText` alone.
  return row['links'] === null ? {} : { links: JSON.parse(text(row, 'links')) as readonly string[] }
}

/** Inside a transaction. */
export function addLinks(database: Database, row: number, links: readonly string[] = []): void {
  for (const link of links)
    write(database, 'INSERT OR IGNORE INTO links (link, row) VALUES (?, ?)', link, row)
}

/** Inside a transaction, while the payload is still the one with these links. */
export function removeLinks(database: Database, row: number): void {
  const stored = database.statement('SELECT links FROM payloads WHERE row = ?').get(row)
  const { links = [] } = stored === undefined ? {} : readLinks(stored)
  for (const link of links) write(database, 'DELETE FROM links WHERE link = ? AND row = ?', link, row)
}

/** Newest first. */
export function linkedRows(database: Database, values: DocValues, request: LinkedRequest): readonly number[] {
  const found = database
    .statement('SELECT DISTINCT row FROM links WHERE link IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(request.links))
  return firstInOrder(
    found.map((one) => integer(one, 'row')),
    request.limit,
    inOrder(values, 'newest'),
  )
}
