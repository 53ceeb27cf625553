/** Raised when the tables change: a file of another number is made anew from the log. */
export const STORE_SCHEMA = 2

/**
 * `articles`: what counting needs to know of each, from
 * the log, and its newest totals, from the totals stream; either may come first. `totalled_at` is the sequence
 * of the newest record of totals; `days.day` counts from 1970.
 */
export const CREATE_TABLES = `
  CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    university TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    visible INTEGER NOT NULL DEFAULT 0,
    baseline INTEGER,
    baseline_at TEXT,
    live INTEGER NOT NULL DEFAULT 0,
    visitors INTEGER NOT NULL DEFAULT 0,
    rejected TEXT NOT NULL DEFAULT '{}',
    revision INTEGER NOT NULL DEFAULT 0,
    totalled_at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX articles_by_university ON articles (university);

  CREATE TABLE aliases (id TEXT PRIMARY KEY, target TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE days (
    article INTEGER NOT NULL,
    day INTEGER NOT NULL,
    live INTEGER NOT NULL,
    PRIMARY KEY (article, day)
  ) STRICT, WITHOUT ROWID;
`
