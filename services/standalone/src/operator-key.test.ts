import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { operatorKeyIn } from './operator-key.ts'

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-key-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}
const bytes = (count: number) => new Uint8Array(count).fill(7)
const never = (): Uint8Array => {
  throw new Error('a new key was made')
}

describe('the operator’s key', () => {
  it('is made once, kept where only its owner can read it, and found again', async () => {
    await using place = await openFolder()
    const made = await operatorKeyIn(place.folder, undefined, bytes)
    expect(made).toEqual({ key: expect.stringMatching(/^op_[\w-]{32}$/) as unknown, isNew: true })
    const file = join(place.folder, 'operator-key')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toBe(`${made.key}\n`)
    expect(await readdir(place.folder)).toEqual(['operator-key'])
    expect(await operatorKeyIn(place.folder, undefined, never)).toEqual({ key: made.key, isNew: false })
  })

  it('is the configured one, which is kept nowhere', async () => {
    await using place = await openFolder()
    const configured = 'configured-by-operator'
    expect(await operatorKeyIn(place.folder, configured, never)).toEqual({ key: configured, isNew: false })
    expect(await readdir(place.folder)).toEqual([])
  })

  it.each(['', '\n', 'op_short', 'two words that are long enough'])(
    'is never %j, as a file cut short or edited may say',
    async (text) => {
      await using place = await openFolder()
      const file = join(place.folder, 'operator-key')
      await writeFile(file, text)
      await expect(operatorKeyIn(place.folder, undefined, never)).rejects.toThrow(file)
    },
  )

  it('is made anew when a start ended before it was whole, and hidden from the first byte', async () => {
    await using place = await openFolder()
    await writeFile(join(place.folder, 'operator-key.new'), 'op_ha', { mode: 0o644 })
    const { isNew } = await operatorKeyIn(place.folder, undefined, bytes)
    expect(isNew).toBe(true)
    expect((await stat(join(place.folder, 'operator-key'))).mode & 0o777).toBe(0o600)
  })
})
