import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder, byte for character. */
export function bytesIn(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'latin1') }))
}
