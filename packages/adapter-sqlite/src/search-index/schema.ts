/** Another number makes the file be built anew: the index is disposable (design §2). */
export const SCHEMA_VERSION = 3

/**
 * - `articles` is narrow, so that its columns are read into memory in one quick scan at start; what is only
 *   handed back lies in `payloads`. Rows are numbered in order of arrival and never deleted.
 * - `views` has no foreign key: live totals may come before their article, and never touch its version.
 * - `terms` and `titles` hold tokens only (`contentless_delete`). Tokens carry a letter for their family
 *   (`tokens.ts`), so a query needs no column filters: those decode every position list. `detail` stays
 *   full in `terms` because bm25() counts positions, and is `none` in `titles`, which is only asked
 *   whether. Its prefixes are 1–3 typed letters and the family's.
 * - `links` is such a table and no B-tree: an article's sixteen links lie far apart, so each took a page of its
 *   own to write, which was half of all that is written once there are 10,000 articles (measured).
 * - The tokenizer is `ascii`, not `unicode61`: it takes every letter beyond ASCII as it is, whatever the
 *   Unicode version, and `tokens.ts` leaves nothing for it to split or fold.
 */
export const SCHEMA = `
  CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE articles (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    university TEXT,
    language TEXT,
    categories TEXT,
    published_at TEXT,
    day TEXT,
    first_sequence INTEGER,
    baseline_views INTEGER
  ) STRICT;

  CREATE TABLE payloads (
    row INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    streams BLOB,
    links TEXT
  ) STRICT;

  CREATE TABLE views (
    id TEXT PRIMARY KEY,
    live INTEGER NOT NULL,
    revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE terms USING fts5(
    title_stem, body_stem, title_key, body_key, title_exact, body_exact,
    content = '', contentless_delete = 1, tokenize = 'ascii'
  );

  CREATE VIRTUAL TABLE titles USING fts5(
    words,
    content = '', contentless_delete = 1, tokenize = 'ascii', detail = none, prefix = '2 3 4'
  );

  CREATE VIRTUAL TABLE links USING fts5(
    tokens,
    content = '', contentless_delete = 1, tokenize = 'ascii', detail = none
  );
`
