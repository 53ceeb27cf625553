import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataFolderLockedError, lockDataFolder } from './data-folder-lock.ts'

const now = () => Date.parse('2024-09-02T06:00:00Z')

describe('lockDataFolder', () => {
  let folder = ''
  let children: ChildProcess[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-lock-'))
  })
  afterEach(async () => {
    await Promise.all(children.map(kill))
    children = []
    rmSync(folder, { recursive: true })
  })

  /** A second process that tries for the lock; resolves with what it said. */
  async function secondProcess(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
    const script = join(import.meta.dirname, 'fixtures', 'hold-data-folder.ts')
    const child = spawn(process.execPath, ['--expose-gc', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const lines = createInterface({ input: child.stdout })
    const [said] = await once(lines, 'line')
    return { child, said: String(said) }
  }

  it('stops a second process', async () => {
    await using held = new AsyncDisposableStack()
    held.use(await lockDataFolder(folder, { now }))
    expect((await secondProcess()).said).toBe('data-folder-locked')
  })

  it('names the first process, which holds it whether or not it refers to it', async () => {
    const { child, said } = await secondProcess()
    expect(said).toBe('locked')
    const refused = lockDataFolder(folder, { now })
    await expect(refused).rejects.toThrow(DataFolderLockedError)
    await expect(refused).rejects.toThrow(new RegExp(`by process ${child.pid} since \\d{4}-\\d\\d-\\d\\dT`))
    await expect(refused).rejects.toMatchObject({ code: 'data-folder-locked' })
  })

  it('is free again when its owner was killed, with nothing to clean up', async () => {
    const { child } = await secondProcess()
    await kill(child)
    await using held = new AsyncDisposableStack()
    held.use(await lockDataFolder(folder, { now }))
    expect((await secondProcess()).said).toBe('data-folder-locked')
    expect(readFileSync(join(folder, 'lock-owner.json'), 'utf8')).toContain(`"pid":${process.pid}`)
  })

  it('is free again when it is disposed, and only then', async () => {
    const lock = await lockDataFolder(folder, { now })
    await expect(lockDataFolder(folder, { now })).rejects.toThrow(DataFolderLockedError)
    expect((await secondProcess()).said).toBe('data-folder-locked')
    await lock[Symbol.asyncDispose]()
    await lock[Symbol.asyncDispose]()
    expect((await secondProcess()).said).toBe('locked')
  })

  it('makes the folder, and holds others off whatever the name file says', async () => {
    const inner = join(folder, 'not', 'yet')
    await using held = new AsyncDisposableStack()
    held.use(await lockDataFolder(inner, { now }))
    writeFileSync(join(inner, 'lock-owner.json'), 'torn{')
    await expect(lockDataFolder(inner, { now })).rejects.toThrow('in use by another process')
  })
})

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
