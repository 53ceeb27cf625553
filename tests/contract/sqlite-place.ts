import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a test keeps one SQLite file, until it is disposed. */
export interface Place extends Disposable {
  readonly file: string
  /** Whether the file or any of its companions holds these bytes. */
  holdsBytes(text: string): boolean
}

export function sqlitePlace(kind: 'file' | 'memory', name: string): Place {
  if (kind === 'memory')
    return { file: ':memory:', holdsBytes: () => false, [Symbol.dispose]: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'uniwire-contract-'))
  return {
    file: join(folder, name),
    holdsBytes: (text) =>
      readdirSync(folder).some((entry) => readFileSync(join(folder, entry)).includes(text)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}
