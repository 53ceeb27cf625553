import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface OperatorKey {
  readonly key: string
  /** Made at this start: to be shown, once. */
  readonly isNew: boolean
}

/** The configured key, else the one kept in the data folder, else a new one, readable by its owner alone. */
export async function operatorKeyIn(
  folder: string,
  configured: string | undefined,
  randomBytes: (count: number) => Uint8Array,
): Promise<OperatorKey> {
  if (configured !== undefined) return { key: configured, isNew: false }
  const file = join(folder, 'operator-key')
  const kept = await readKept(file)
  if (kept !== undefined) return { key: kept, isNew: false }
  const key = `op_${Buffer.from(randomBytes(24)).toString('base64url')}`
  await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return { key, isNew: true }
}

async function readKept(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
