import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readerOf } from '../harness/reading.ts'
import type { Written } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import type { Failure } from './faltering-server.ts'
import { falteringServer } from './faltering-server.ts'
import type { Guide } from './guide.ts'
import { unpackGuide } from './guide.ts'

interface Program {
  readonly file: string
  readonly interpreter: string
  /** Without it the program is left out. */
  readonly needs: string
  /** What it promises to live through. */
  readonly failures: readonly Failure[]
}

const PROGRAMS: readonly Program[] = [
  { file: 'uniwire.sh', interpreter: 'sh', needs: 'curl', failures: [503, 429] },
  { file: 'uniwire.php', interpreter: 'php', needs: 'php', failures: [503, 'hangs up'] },
  { file: 'uniwire.py', interpreter: 'python3', needs: 'python3', failures: [429, 'hangs up'] },
  { file: 'uniwire.ts', interpreter: process.execPath, needs: process.execPath, failures: [503, 'hangs up'] },
]
const SLOW = { timeout: 240_000 }
const ID = 'news/2026/41 ә?'
const REASON = 'Күні қате: "12" емес, 11.'
const ARTICLE = { title: 'Students measured the ice', bodyText: 'Forty students measured it for a week.' }
const LINE = { ...ARTICLE, publishedAt: '2026-02-11' }

let wire: Standalone
let guide: Guide
beforeAll(async () => {
  guide = await unpackGuide()
  wire = await createStandalone()
  await wire.start()
})
afterAll(async () => {
  await wire[Symbol.asyncDispose]()
  await guide[Symbol.asyncDispose]()
})

describe('the guide of publishing', () => {
  it('has the programs that are run here, and no others', () => {
    expect(guide.files).toEqual([...PROGRAMS.map(({ file }) => file), 'wordpress.php'])
  })
})

describe.each(PROGRAMS)('its program $file', ({ file, interpreter, needs, failures }) => {
  describe.runIf(spawnSync(needs, ['--version']).status === 0)('copied', SLOW, () => {
    let university: TestUniversity
    beforeAll(async () => {
      university = await registerUniversity(wire.url, file.replace('uniwire.', 'guide-'))
    })
    const run = (parameters: readonly string[], url = wire.url) =>
      guide.run([interpreter, file, ...parameters], {
        UNIWIRE_URL: url,
        UNIWIRE_UNIVERSITY: university.slug,
        UNIWIRE_KEY: university.key,
      })
    const publish = async (id: string, article: object, url?: string) =>
      run(['publish', id, await guide.write(`${file}.json`, JSON.stringify(article))], url)
    const stored = async (id: string) =>
      (await university.call('GET', `/articles/${encodeURIComponent(id)}`)).json()

    it('publishes an article, once however often it runs, and a change as its next version', async () => {
      for (let times = 0; times < 2; times += 1) {
        const { code, out, err } = await publish(ID, ARTICLE)
        expect([code, err]).toEqual([0, ''])
        expect(JSON.parse(out)).toMatchObject({ version: 1, status: 'published' })
      }
      expect(await stored(ID)).toMatchObject({ version: 1, title: ARTICLE.title })
      await publish(ID, { ...ARTICLE, title: 'Лёд' })
      expect(await stored(ID)).toMatchObject({ version: 2, title: 'Лёд' })
    })

    it('withdraws it, and readers are shown the reason', async () => {
      await publish('withdrawn', ARTICLE)
      const { code, out, err } = await run(['withdraw', 'withdrawn', REASON])
      expect([code, err]).toEqual([0, ''])
      expect(await stored('withdrawn')).toMatchObject({ status: 'withdrawn', withdrawal: { reason: REASON } })
      const { pageUrl, sequence } = JSON.parse(out) as Written
      const page = await readerOf(wire.url).text(new URL(pageUrl).pathname, sequence)
      expect(page).toContain('Күні қате:')
      expect(page).not.toContain(ARTICLE.bodyText)
    })

    it('prints the problem with each wrong field, does not repeat it, and ends with a failure', async () => {
      await using server = await falteringServer(wire.url, [])
      const { code, out, err } = await publish('wrong', { ...ARTICLE, titel: 'Ice' }, server.url)
      expect(code).toBeGreaterThan(0)
      expect(out).toBe('')
      expect(err).toContain('/titel')
      expect(err).not.toContain(university.key)
      expect(server.received).toHaveLength(1)
    })

    it(`lives through ${failures.join(' and ')}: the same body under the same key, done once`, async () => {
      await using server = await falteringServer(wire.url, failures)
      const { code, out } = await publish('again', ARTICLE, server.url)
      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ version: 1 })
      expect(server.received).toHaveLength(failures.length + 1)
      expect(new Set(server.received.map(({ body }) => body))).toEqual(new Set([JSON.stringify(ARTICLE)]))
      const keys = new Set(server.received.map(({ key }) => key))
      expect([keys.size, keys.has(undefined)]).toEqual([1, false])
    })

    it('imports an archive, says which line is wrong, and finds the rest unchanged when it is mended', async () => {
      const archive = async (date: string) => {
        const lines = [LINE, { ...LINE, publishedAt: date }, LINE].map((line, index) =>
          JSON.stringify({ ...line, sourceId: `old/${index}` }),
        )
        return run(['import', await guide.write(`${file}.ndjson`, lines.join('\n'))])
      }
      const broken = await archive('yesterday')
      expect(broken.code).toBeGreaterThan(0)
      expect(broken.out).toContain('/publishedAt')
      expect(broken.out).toContain('"created":2')
      const mended = await archive('2026-02-12')
      expect([mended.code, mended.err]).toEqual([0, ''])
      expect(mended.out).toContain('"created":1,"revised":0,"unchanged":2')
      expect(await stored('old/1')).toMatchObject({ version: 1, publishedAt: '2026-02-12' })
    })

    it('names the setting that is missing', async () => {
      const { code, err } = await guide.run([interpreter, file, 'withdraw', '1', 'Why.'], {})
      expect(code).toBeGreaterThan(0)
      expect(err).toContain('UNIWIRE_U')
    })
  })
})
