import type { LinkedRequest, SearchDocument } from '@uniwire/ports'
import type { Row } from '../sqlite/columns.ts'
import { integer, text } from '../sqlite/columns.ts'
import type { Database } from '../sqlite/database.ts'
import type { DocValues } from './doc-values.ts'
import { inOrder } from './orders.ts'
import { linkToken } from './tokens.ts'
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
  const tokens = links.map(linkToken).join(' ')
  write(database, 'INSERT INTO links (rowid, tokens) VALUES (?, ?)', row, tokens)
}

/** Inside a transaction. */
export function removeLinks(database: Database, row: number): void {
  write(database, 'DELETE FROM links WHERE rowid = ?', row)
}

/** Newest first. */
export function linkedRows(database: Database, values: DocValues, request: LinkedRequest): readonly number[] {
  const withLink = database.statement('SELECT rowid AS row FROM links WHERE links MATCH ?')
  const found = new Set(
    request.links.flatMap((link) => withLink.all(`"${linkToken(link)}"`).map((one) => integer(one, 'row'))),
  )
  return firstInOrder([...found], request.limit, inOrder(values, 'newest'))
}
