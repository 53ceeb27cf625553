import type { LogRecord } from '@uniwire/ports'
import { readFileSync, readdirSync } from 'node:fs'

/** An event as some release stored it, and what the release that wrote the file read out of it. */
export interface StoredEvent {
  /** `article.published.1.json`: type and number of the schema. */
  readonly file: string
  readonly record: LogRecord
  readonly state: object
}

const FOLDER = new URL('../../../tests/fixtures/events/', import.meta.url)

/** One of every schema that was ever released; the files are never changed, only joined by others. */
export function storedEvents(): readonly StoredEvent[] {
  return readdirSync(FOLDER)
    .toSorted()
    .map((file) => {
      // Written by `toRecord` once; the tests are there to find out whether it can still be read.
      const stored = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<StoredEvent, 'file'>
      return { file, ...stored }
    })
}
