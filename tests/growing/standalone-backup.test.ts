import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createStandalone, OPERATOR_KEY } from '../harness/standalone.ts'
import type { Standalone } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'
import type { TestUniversity } from '../harness/university.ts'
import { documentsOf, knownOf, PUBLIC_URL, tellStories, titlesFor, view } from './newswire.ts'
import type { Story } from './newswire.ts'
import { expectDone, uniwire } from './uniwire.ts'

const SLOW_MS = 120_000
const settings = { UNIWIRE_PUBLIC_URL: PUBLIC_URL, UNIWIRE_SAMPLE: 'on' }

interface Place extends AsyncDisposable {
  readonly wire: Standalone
  readonly university: TestUniversity
  readonly story: Story
  /** A folder beside the data, which does not exist yet. */
  readonly folder: (name: string) => string
  readonly operator: Readonly<Record<string, string>>
}

async function openPlace(): Promise<Place> {
  await using opening = new AsyncDisposableStack()
  const beside = await mkdtemp(join(tmpdir(), 'uniwire-backup-'))
  opening.defer(() => rm(beside, { recursive: true, force: true }))
  const wire = opening.use(await createStandalone(settings))
  await wire.start()
  const university = await registerUniversity(wire.url, 'growing')
  const story = await tellStories(university)
  await view(wire.url, story.published.id, 3)
  const opened = opening.move()
  return {
    wire,
    university,
    story,
    folder: (name) => join(beside, name),
    operator: { UNIWIRE_URL: wire.url, UNIWIRE_OPERATOR_KEY: OPERATOR_KEY },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** As after the loss of a disk: projections are left as they were, ahead of what comes back. */
async function loseLog({ folder }: Standalone): Promise<void> {
  for (const file of await readdir(folder)) if (/^(?:log|views)\.db/.test(file)) await rm(join(folder, file))
}

describe('a backup of a running standalone', () => {
  it(
    'brings back exactly what there was, every projection is made anew by itself, and writes go on',
    async () => {
      await using place = await openPlace()
      const { wire, university, story, folder, operator } = place
      const [documents, known] = [
        await documentsOf(wire.url, story.last),
        await knownOf(wire.url, story.last),
      ]
      await expectDone(['backup', '--to', folder('backup')], operator)

      await university.put('later', { title: 'Позже резервной копии', bodyText: 'Этого там нет.' })
      await university.call('POST', '/articles/published/withdraw', { reason: 'Позже' })
      await view(wire.url, story.revised.id, 2)
      expect(await documentsOf(wire.url, story.last + 2)).not.toEqual(documents)
      await wire.stop()
      await loseLog(wire)
      await expectDone(['restore', '--from', folder('backup'), '--data', wire.folder])
      await wire.start()

      expect(await documentsOf(wire.url, story.last)).toEqual(documents)
      expect(await knownOf(wire.url, story.last)).toEqual(known)
      expect(await titlesFor(wire.url, 'позже резервной', story.last)).toEqual([])
      const next = await university.put('after', { title: 'После восстановления', bodyText: 'Дальше.' })
      const { sequence } = (await next.json()) as { sequence: number }
      expect(sequence).toBe(story.last + 1)
      await documentsOf(wire.url, sequence)
      expect((await knownOf(wire.url, sequence)).total).toBe(known.total + 1)
      expect(await titlesFor(wire.url, 'после восстановления', sequence)).toEqual(['После восстановления'])
    },
    SLOW_MS,
  )

  it(
    'is for the operator alone, into a folder that holds nothing',
    async () => {
      await using place = await openPlace()
      const { wire, university, folder, operator } = place
      const stranger = await uniwire(['backup', '--to', folder('one')], {
        UNIWIRE_URL: wire.url,
        UNIWIRE_KEY: university.key,
      })
      expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining('401')])
      expect(await expectDone(['backup', '--to', folder('one')], operator)).toContain('views.db')
      const again = await uniwire(['backup', '--to', folder('one')], operator)
      expect([again.code, again.err]).toEqual([1, expect.stringContaining('400')])
      expect((await readdir(folder('one'))).toSorted()).toEqual(['log.db', 'views.db'])
    },
    SLOW_MS,
  )
})

describe('a restore', () => {
  it(
    'of a backup that knows an article which was erased since: nobody can read it again',
    async () => {
      await using place = await openPlace()
      const { wire, university, story, folder, operator } = place
      await expectDone(['backup', '--to', folder('backup')], operator)
      const erased = await university.call(
        'POST',
        '/articles/revised/erase',
        { basis: 'court order 17' },
        { Authorization: `Bearer ${OPERATOR_KEY}` },
      )
      expect(erased.status).toBe(200)
      const list = await expectDone(['erasures'], operator)
      expect(list).toContain(story.revised.id)
      await writeFile(folder('erasures.ndjson'), list)
      await wire.stop()
      await loseLog(wire)
      const from = ['--from', folder('backup'), '--erasures', folder('erasures.ndjson')]
      await expectDone(['restore', ...from, '--data', wire.folder])
      await wire.start()

      expect((await university.call('GET', '/articles/revised')).status).toBe(410)
      expect((await fetch(`${wire.url}/articles/${story.revised.id}`)).status).toBe(410)
      expect(await titlesFor(wire.url, 'вторая редакция', story.last)).toEqual([])
      const documents = await documentsOf(wire.url, story.last)
      expect(Object.values(documents).join()).not.toContain('Вторая редакция')
      const again = await university.put('revised', { title: 'Снова', bodyText: 'Нет.' })
      expect(again.status).toBe(410)
    },
    SLOW_MS,
  )

  it(
    'leaves alone a running standalone, and one that has a log',
    async () => {
      await using place = await openPlace()
      const { wire, folder, operator } = place
      await expectDone(['backup', '--to', folder('backup')], operator)
      const running = await uniwire(['restore', '--from', folder('backup'), '--data', wire.folder])
      expect([running.code, running.err]).toEqual([1, expect.stringMatching(/in use by process \d+/)])
      await wire.stop()
      const full = await uniwire(['restore', '--from', folder('backup'), '--data', wire.folder])
      expect([full.code, full.err]).toEqual([1, expect.stringContaining('holds a log.db')])
      const nothing = await uniwire(['restore', '--from', folder('none'), '--data', folder('new')])
      expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('holds no log.db')])
    },
    SLOW_MS,
  )
})
