import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '@uniwire/service-kit'

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
  await writeWhole(file, `${key}\n`)
  return { key, isNew: true }
}

async function readKept(file: string): Promise<string | undefined> {
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  const key = text.trim()
  if (/^\S{16,}$/.test(key)) return key
  throw new ConfigError([
    `UNIWIRE_OPERATOR_KEY: is not set, and ${file} holds no key: delete it to get a new one`,
  ])
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Either all of it is there or nothing, also when the process or the machine ends in the middle. */
async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.new`
  {
    await using handle = await open(beside, 'w', 0o600)
    // One that was left there by somebody else keeps its mode when it is opened.
    await handle.chmod(0o600)
    await handle.writeFile(text)
    await handle.sync()
  }
  await rename(beside, file)
}
