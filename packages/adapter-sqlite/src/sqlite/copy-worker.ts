import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

/** Reads one moment of the database, whatever is written to it meanwhile; free pages are left behind. */
const { file, to } = workerData as { readonly file: string; readonly to: string } // Given by copyDatabase alone.
using database = new DatabaseSync(file, { readOnly: true })
database.prepare('VACUUM INTO ?').run(to)
