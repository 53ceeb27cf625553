import type { Database } from '../sqlite/database.ts'
import { migrate } from '../sqlite/migrate.ts'

/** Creates or upgrades `views.db`. */
export function prepareViews(database: Database): void {
  migrate(database, STEPS)
}

const STEPS = [
  `
  CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    live INTEGER NOT NULL,
    visitors INTEGER NOT NULL,
    revision INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX articles_by_live ON articles (live DESC, name);

  CREATE TABLE rejections (
    article INTEGER NOT NULL REFERENCES articles,
    reason TEXT NOT NULL,
    views INTEGER NOT NULL,
    PRIMARY KEY (article, reason)
  ) STRICT, WITHOUT ROWID;

  -- One UTC day of one article.
  CREATE TABLE days (
    day TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles,
    live INTEGER NOT NULL,
    -- The article's revision at the last change of this day.
    revision INTEGER NOT NULL,
    -- Place in the queue of what is to be settled; NULL: settled.
    turn INTEGER,
    PRIMARY KEY (day, article)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX days_by_turn ON days (turn) WHERE turn IS NOT NULL;

  -- Hours since 1970.
  CREATE TABLE hours (
    hour INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles,
    live INTEGER NOT NULL,
    PRIMARY KEY (hour, article)
  ) STRICT, WITHOUT ROWID;

  -- Event ids that have counted for something.
  CREATE TABLE seen (
    article INTEGER NOT NULL REFERENCES articles,
    event TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (article, event)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX seen_by_age ON seen (stored_at);

  -- Who opened what on a UTC day, and when last.
  CREATE TABLE visitors (
    article INTEGER NOT NULL REFERENCES articles,
    visitor TEXT NOT NULL,
    day TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (article, visitor, day)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX visitors_by_day ON visitors (day);
  `,
  // Milliseconds since 1970; 0: as long as visitors of that day are kept.
  'ALTER TABLE visitors ADD COLUMN kept_until INTEGER NOT NULL DEFAULT 0',
  // Every view moved its article in it; lists of the most read go through all articles by id.
  'DROP INDEX articles_by_live',
  // Its day first, so that one tree serves counting and forgetting: a view writes one page less.
  `
  DROP INDEX visitors_by_day;
  CREATE TABLE visitors_new (
    day TEXT NOT NULL,
    article INTEGER NOT NULL,
    visitor TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    kept_until INTEGER NOT NULL,
    PRIMARY KEY (day, article, visitor)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO visitors_new SELECT day, article, visitor, last_at, kept_until FROM visitors;
  DROP TABLE visitors;
  ALTER TABLE visitors_new RENAME TO visitors;
  `,
]
