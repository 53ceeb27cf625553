/** Raised when the tables change: a store of another number is rebuilt from the log. */
export const STORE_SCHEMA = 6

/**
 * `articles.number` and `university_number` count articles in the order in which they first became
 * visible, without gaps and for ever; archive pages and sitemap parts are ranges of them (log §7).
 * `versions` holds the public article of each version as JSON, only while the article is visible.
 * `articles.updated_ms` is the time of the version, moved on where it would be that of another article
 * (`takeUpdated`); `last_updated` is the last that was given.
 * A change older than `articles.content_since` has lost its content to a withdrawal.
 * `feed_entries.sort_ms` is when a visible article was published (`withdrawn` = 0), or a withdrawn one withdrawn (1);
 * a withdrawn one has a second row (2) at the time of its publication, where its notice may stand.
 * A feed changes in two ways: in its entries, which every format shows, and in what Atom alone shows.
 * `owed_entries` and `owed_atom` are the sequences of the last such changes that subscribers of the hub are told of.
 */
export const CREATE_TABLES = `
  CREATE TABLE checkpoint (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    store TEXT NOT NULL,
    generation TEXT NOT NULL,
    position INTEGER NOT NULL,
    event_sequence INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    complete INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE universities (
    slug TEXT PRIMARY KEY,
    profile TEXT NOT NULL,
    face_times TEXT NOT NULL
  ) STRICT;

  CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    university TEXT NOT NULL,
    university_number INTEGER NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'withdrawn', 'hidden')),
    version INTEGER NOT NULL,
    published_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    language TEXT NOT NULL,
    feeds TEXT NOT NULL,
    content_since INTEGER,
    withdrawn_ms INTEGER,
    reason TEXT,
    UNIQUE (university, university_number)
  ) STRICT;

  CREATE TABLE last_updated (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE versions (
    article INTEGER NOT NULL,
    version INTEGER NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (article, version)
  ) STRICT;

  CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    university TEXT,
    label TEXT,
    entries_ms INTEGER NOT NULL,
    entries_twice INTEGER NOT NULL,
    atom_ms INTEGER NOT NULL,
    atom_twice INTEGER NOT NULL,
    owed_entries INTEGER NOT NULL,
    owed_atom INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX feeds_by_university ON feeds (university);

  CREATE TABLE feed_entries (
    feed INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    sort_ms INTEGER NOT NULL,
    id TEXT NOT NULL,
    article INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (feed, withdrawn, sort_ms, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE archive_pages (
    feed TEXT NOT NULL,
    page INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    changed_twice INTEGER NOT NULL,
    PRIMARY KEY (feed, page)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    article INTEGER NOT NULL,
    university TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX changes_by_university ON changes (university, sequence);
  CREATE INDEX changes_by_article ON changes (article, sequence);
`
