import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSearchIndex } from '@uniwire/adapter-sqlite'
import { searchIndexContract } from './search-index.contract.ts'
import type { OpenIndex } from './search-index/engine.ts'

async function open(folder: string, remove: () => Promise<void>): Promise<OpenIndex> {
  const start = () => openSearchIndex({ folder, newId: randomUUID, now: Date.now })
  let index = await start()
  return {
    index,
    async reopen() {
      await index[Symbol.asyncDispose]()
      return (index = await start())
    },
    async [Symbol.asyncDispose]() {
      await index[Symbol.asyncDispose]()
      await remove()
    },
  }
}

searchIndexContract('SQLite in a file', {
  keepsWhenClosed: true,
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'uniwire-search-'))
    return open(folder, () => rm(folder, { recursive: true }))
  },
})

searchIndexContract('SQLite in memory', {
  keepsWhenClosed: false,
  open: () => open(':memory:', async () => undefined),
})
