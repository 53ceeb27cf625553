import type { ArticleId } from '@uniwire/newsroom'
import type { RegisteredArticle } from '../article-registry.ts'
import type { ProjectionStore } from '@uniwire/projection'
import { integer, text } from '@uniwire/projection'

/** What a page of the log says about articles, in its order. */
export type ArticleChange =
  | { readonly kind: 'put'; readonly article: RegisteredArticle }
  /** Its content is not known; that nobody may see it is. */
  | { readonly kind: 'hide'; readonly id: ArticleId }
  | ({ readonly kind: 'alias' } & Alias)

/** A second id of an article. */
export interface Alias {
  readonly id: ArticleId
  readonly target: ArticleId
}

export function readAliases(database: ProjectionStore): readonly Alias[] {
  const rows = database.statement('SELECT id, target FROM aliases').all()
  // Written from events of the log.
  return rows.map((row) => ({ id: text(row, 'id') as ArticleId, target: text(row, 'target') as ArticleId }))
}

/** Those that the log has told of; totals alone make no article. */
export function* readArticles(database: ProjectionStore): Generator<RegisteredArticle> {
  const rows = database
    .statement(
      `SELECT id, university, language, visible, baseline, baseline_at FROM articles
       WHERE university <> ''`,
    )
    .iterate()
  for (const row of rows) {
    yield {
      // Written from an article of the log, as are university and language.
      id: text(row, 'id') as ArticleId,
      university: text(row, 'university') as RegisteredArticle['university'],
      language: text(row, 'language') as RegisteredArticle['language'],
      isVisible: integer(row, 'visible') === 1,
      ...(row['baseline'] === null
        ? {}
        : { baseline: { count: integer(row, 'baseline'), observedAt: text(row, 'baseline_at') } }),
    }
  }
}

/** In a transaction. */
export function changeArticle(database: ProjectionStore, change: ArticleChange): void {
  if (change.kind === 'hide') {
    database.statement('UPDATE articles SET visible = 0 WHERE id = ?').run(change.id)
    return
  }
  if (change.kind === 'alias') {
    database.statement('INSERT OR REPLACE INTO aliases VALUES (?, ?)').run(change.id, change.target)
    return
  }
  const { id, university, language, isVisible, baseline } = change.article
  database
    .statement(
      `INSERT INTO articles (id, university, language, visible, baseline, baseline_at)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET
         university = excluded.university, language = excluded.language, visible = excluded.visible,
         baseline = excluded.baseline, baseline_at = excluded.baseline_at`,
    )
    .run(id, university, language, isVisible ? 1 : 0, baseline?.count ?? null, baseline?.observedAt ?? null)
}

/** In a transaction: the log is another one. Totals stay: they are of another stream. */
export function forgetArticles(database: ProjectionStore): void {
  database.exec('DELETE FROM aliases')
  database.exec(
    `UPDATE articles SET university = '', language = '', visible = 0, baseline = NULL, baseline_at = NULL`,
  )
}
