import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSearchIndex } from './open-search-index.ts'
import { editionSize } from './swap-forever.fixture.ts'

describe('a process killed while it rebuilds and swaps', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniwire-crash-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('leaves one whole index, whenever it is killed', async () => {
    let before = 0
    for (let lines = 1; lines <= 8; lines++) {
      await killAfter(folder, lines)
      const found = await inspect(folder)
      expect(found.total).toBe(found.edition === 0 ? 0 : editionSize(found.edition))
      expect(found.editionsSeen).toEqual(found.edition === 0 ? [] : [String(found.edition)])
      // What was reported as swapped is there.
      expect(found.edition).toBeGreaterThanOrEqual(before + Math.floor(lines / 2))
      expect(existsSync(join(folder, 'search.next.db'))).toBe(false)
      before = found.edition
    }
  })
})

async function killAfter(folder: string, lines: number): Promise<void> {
  const script = join(import.meta.dirname, 'swap-forever.fixture.ts')
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  let seen = 0
  for await (const line of createInterface({ input: child.stdout })) {
    expect(line).toMatch(/^swap/)
    if (++seen === lines) child.kill('SIGKILL')
  }
  expect(await ended).toBe('SIGKILL')
}

async function inspect(folder: string) {
  let ids = 0
  await using index = await openSearchIndex({ folder, newId: () => `new-${ids++}`, now: () => 0 })
  const page = await index.query({
    terms: [{ exact: 'all', stems: ['all'], key: 'all' }],
    match: 'all',
    filters: { universities: [], languages: [], categories: [] },
    sort: 'relevance',
    limit: 100,
    facets: false,
  })
  return {
    edition: (await index.checkpoint())?.position ?? 0,
    total: page.total,
    editionsSeen: [...new Set(page.hits.map(({ source }) => source))],
  }
}
