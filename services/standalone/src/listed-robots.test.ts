import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@uniwire/service-kit'
import { describe, expect, it, vi } from 'vitest'
import { compose } from './compose.ts'
import { standaloneConfig } from './config.ts'
import { publishSample } from './sample.ts'

const OPERATOR = 'operator-of-the-robots'
const READER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe('a list of robots of the operator’s own', () => {
  it('is asked about whoever looks like a reader, in the standalone as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'uniwire-robots-'))
    const file = join(folder, 'robots.txt')
    await writeFile(file, 'CampusApp\n')
    const settings = standaloneConfig({ UNIWIRE_ROBOTS_FILE: file, UNIWIRE_DATA: folder })
    const logger = createLogger({ service: 'uniwire', level: 'silent', readable: false })
    const composition = await compose({ ...settings, publicUrl: 'http://wire.example' }, OPERATOR, logger)
    const { origin } = composition
    await publishSample(origin, OPERATOR)
    const first = async () => {
      const found = (await (await origin.request('/v1/search')).json()) as { hits: { id: string }[] }
      return found.hits[0]?.id
    }
    const article = await vi.waitUntil(first, { timeout: 60_000 })
    const explained = async () =>
      (await (await origin.request(`/v1/views/explain?article=${article}`)).json()) as { asOf: string | null }
    await vi.waitUntil(async () => (await explained()).asOf !== null, { timeout: 60_000 })
    for (const userAgent of [`${READER} CampusApp/2`, READER]) {
      const headers = { 'User-Agent': userAgent }
      await origin.request('/v1/views', { method: 'POST', headers, body: JSON.stringify({ article }) })
    }
    expect(await explained()).toMatchObject({ live: 1, rejected: { 'listed-robot': 1 } })
    await composition[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })
})
