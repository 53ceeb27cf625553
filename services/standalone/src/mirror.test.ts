import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mirror } from '@uniwire/client'
import { createClient, EMPTY_MIRROR, followChanges, MirrorError, proveMirror } from '@uniwire/client'
import { createLogger } from '@uniwire/service-kit'
import { describe, expect, it, vi } from 'vitest'
import { compose } from './compose.ts'

const OPERATOR = 'operator-of-the-mirror'

async function wire() {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-mirror-'))
  const publicUrl = 'http://wire.example'
  const settings = { publicUrl, dataFolder: folder, trustedProxies: 0, hubAllowPrivate: false }
  const logger = createLogger({ service: 'uniwire', level: 'silent', readable: false })
  const composition = await compose(settings, OPERATOR, logger)
  const inProcess: typeof fetch = async (input, init) => composition.origin.request(input, init)
  const connection = { baseUrl: publicUrl, fetch: inProcess }
  const operator = createClient({ ...connection, key: OPERATOR })
  await operator.putUniversity('nura', {
    names: { kk: 'Нұра', ru: 'Нура', en: 'Nura' },
    homepage: 'https://nura.example.kz/',
    timeZone: 'Asia/Almaty',
    languages: ['kk', 'ru', 'en'],
  })
  const { key } = await operator.issueKey('nura', { label: 'Mirror' })
  return {
    connection,
    nura: createClient({ ...connection, key }),
    /** Until feeds contain what was written. */
    arrived: (sequence: number) =>
      vi.waitUntil(
        async () => {
          const { headers } = await inProcess(`${publicUrl}/v1/changes?after=${sequence}`)
          return Number(headers.get('Uniwire-Position')) >= sequence
        },
        { timeout: 60_000 },
      ),
    async [Symbol.asyncDispose]() {
      await composition[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

describe('an aggregator that follows the changes', () => {
  it('has after every stop what a walk from the beginning gives, and can prove it', async () => {
    await using place = await wire()
    const { connection, nura } = place
    let mirror: Mirror = EMPTY_MIRROR
    const titles = () => Object.values(mirror.articles).map(({ article }) => article?.title)
    for (const title of ['Бірінші', 'Екінші', 'Үшінші']) {
      const { sequence } = await nura.publish('nura', title, { title, bodyText: 'Мәтін.' })
      await place.arrived(sequence)
      // Kept as JSON, as between two runs of a program.
      mirror = JSON.parse(JSON.stringify(await followChanges(connection, mirror))) as Mirror
      await proveMirror(connection, mirror)
    }
    expect(titles()).toEqual(['Бірінші', 'Екінші', 'Үшінші'])
    const stale = mirror
    await nura.publish('nura', 'Екінші', { title: 'Екінші, түзетілген', bodyText: 'Мәтін.' })
    const { sequence } = await nura.withdraw('nura', 'Бірінші', 'Қате')
    await place.arrived(sequence)
    mirror = await followChanges(connection, mirror)
    await proveMirror(connection, mirror)
    expect(titles()).toEqual([undefined, 'Екінші, түзетілген', 'Үшінші'])
    // It still holds what was taken back since: the proof says which.
    const [first = ''] = Object.keys(stale.articles)
    await expect(proveMirror(connection, stale)).rejects.toMatchObject({ code: 'differs' })
    const lost = { ...mirror, articles: { ...mirror.articles } }
    delete lost.articles[first]
    await expect(proveMirror(connection, lost)).rejects.toThrow(MirrorError)
    await expect(proveMirror(connection, lost)).rejects.toMatchObject({ ids: [first] })
  })
})
