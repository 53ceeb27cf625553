import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERVICES } from '../../infra/dev/route-table.ts'
import { embargoedArticle } from '../flow/embargo.flow.ts'
import { journeyOfOneArticle } from '../flow/journey.flow.ts'
import { realPages } from '../flow/real-pages.flow.ts'
import { refusedFields } from '../flow/refused-fields.flow.ts'
import { refusedWriters } from '../flow/refused-writers.flow.ts'
import { killedInTheMiddleOfWrites } from '../flow/sigkill.flow.ts'
import type { Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'
import type { Composition } from './composition.ts'
import { BUILD_DEADLINE_MS, createComposition, hasCompose, START_DEADLINE_MS } from './composition.ts'

const DEADLINE_MS = 2 * START_DEADLINE_MS

describe.runIf(hasCompose())('docker-compose.yml, through its proxy', () => {
  beforeAll(async () => {
    await using composition = await createComposition({ kills: 'everything' })
    await composition.compose('build')
  }, BUILD_DEADLINE_MS)

  // One after the other: each has an Elasticsearch of its own.
  onOneOfItsOwn('everything', journeyOfOneArticle)
  onOneOfItsOwn('everything', realPages)
  onOneOfItsOwn('everything', journeyOfOneArticle, { encrypted: true })
  onOneOfItsOwn('services', refusedFields)
  onOneOfItsOwn('services', refusedWriters)
  onOneOfItsOwn('services', embargoedArticle)
  onOneOfItsOwn('services', killedInTheMiddleOfWrites)

  describe('as a whole', () => {
    let composition: Composition

    beforeAll(async () => {
      composition = await createComposition({ kills: 'everything' })
      await composition.start()
    }, DEADLINE_MS)
    afterAll(() => composition[Symbol.asyncDispose](), DEADLINE_MS)

    const inspect = async (format: string, ...services: readonly string[]) => {
      const containers = (await composition.compose('ps', '-q', ...services)).trim().split('\n')
      const text = execFileSync('docker', ['inspect', '-f', format, ...containers], { encoding: 'utf8' })
      return text.trim().split('\n')
    }

    it('publishes the proxy and nothing else', async () => {
      const format = '{{range $port, $to := .HostConfig.PortBindings}}{{$port}} {{end}}'
      expect((await inspect(format, 'proxy')).join()).toContain('8080/tcp')
      expect((await inspect(format)).join('').trim()).toBe('8080/tcp')
    })

    it('runs no service as root, none that may write to its own image, and each within a limit', async () => {
      const format =
        '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.Memory}}'
      for (const line of await inspect(format, ...SERVICES))
        expect(line).toMatch(/^1000:1000 true \[ALL\] [1-9]\d+$/)
    })

    it('holds no development dependency, and no secret in its environment', async () => {
      const look = ['exec', '-T', 'intake', 'sh', '-c']
      const installed = await composition.compose(
        ...look,
        'ls node_modules/.pnpm; command -v npm pnpm || true',
      )
      expect(installed).toMatch(/^hono@/m)
      expect(installed).not.toMatch(/^(vitest|typescript|oxlint|prettier|knip)@|npm$/m)
      const secrets = (await composition.compose('config')).match(/[0-9a-f]{48}|operator-key-of-the-tests/g)
      expect(secrets).toBeNull()
    })

    it(
      'keeps everything through down and up',
      async () => {
        const university = await registerUniversity(composition.url, 'kept')
        const article = { title: 'Kept', bodyText: 'It stays.', language: 'en' }
        const answer = await university.put('1', article)
        expect(answer.status).toBe(201)
        const { id, sequence } = (await answer.json()) as Written
        const read = readerOf(composition.url)
        const paths = ['/feeds/all.rss', '/v1/changes?after=0', '/v1/search?q=kept', `/v1/articles/${id}`]
        await read.get(`/v1/articles/${id}`, sequence)
        const bytes = () => Promise.all(paths.map((path) => read.text(path, sequence)))
        const before = await bytes()
        expect(before[0]).toContain('It stays.')
        expect(await composition.stop()).toBe(0)
        await composition.compose('down')
        await composition.start()
        expect(await bytes()).toEqual(before)
        expect((await university.put('1', article)).status).toBe(200)
      },
      DEADLINE_MS,
    )
  })
})

function onOneOfItsOwn(
  kills: 'everything' | 'services',
  flow: (createWire: () => Promise<Standalone>) => void,
  { encrypted = false } = {},
): void {
  describe(`where a kill takes ${kills}${encrypted ? ', and engines are encrypted' : ''}`, () => {
    let composition: Composition

    beforeAll(async () => {
      composition = await createComposition({ kills, encrypted })
      await composition.start()
    }, DEADLINE_MS)
    // Here, because the end of a flow has a minute, which is too little on a busy machine.
    afterAll(() => composition[Symbol.asyncDispose](), DEADLINE_MS)

    flow(() => Promise.resolve({ ...composition, [Symbol.asyncDispose]: () => Promise.resolve() }))
  })
}
