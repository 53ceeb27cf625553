import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStage } from '../chaos/stage.ts'
import type { Stage } from '../chaos/stage.ts'
import type { Engines } from '../harness/distributed.ts'
import { hasEngines, startEngines } from '../harness/distributed.ts'
import { killOneAfterAnother } from './one-after-another.ts'

const CASE_TIMEOUT_MS = 400_000

describe.runIf(hasEngines())('two replicas of every service', () => {
  const opened = new AsyncDisposableStack()
  let engines: Engines
  let stage: Stage

  beforeAll(async () => {
    engines = opened.use(await startEngines())
    stage = opened.use(await createStage(engines, { replicas: 2 }))
  }, 300_000)
  afterAll(() => opened.disposeAsync(), 60_000)

  it(
    'lose nothing, double nothing, and show nobody an older feed than before, while both are there',
    async () => {
      expect(await stage.play('two replicas', () => Promise.resolve(performance.now()))).toEqual([])
    },
    CASE_TIMEOUT_MS,
  )

  it.each([0, 1])(
    'nor while replica %i of each is killed and comes back',
    async (number) => {
      const strike = () => killOneAfterAnother(stage.wire, number)
      expect(await stage.play(`SIGKILL of replicas ${number}`, strike)).toEqual([])
    },
    CASE_TIMEOUT_MS,
  )

  it('make the same feeds and changes, byte for byte', async () => {
    const [one = '', two = ''] = stage.wire.replicas.syndicator.map(({ url }) => url)
    const paths = [
      '/feeds.opml',
      '/sitemap.xml',
      '/v1/changes?after=0&limit=500',
      ...['all', ...stage.ledgers.map(({ slug }) => slug)].flatMap((name) =>
        ['atom', 'rss', 'json'].map((format) => `/feeds/${name}.${format}`),
      ),
    ]
    for (const path of paths) {
      const [first, second] = await Promise.all(
        [one, two].map(async (url) => {
          const response = await fetch(url + path)
          return { status: response.status, tag: response.headers.get('ETag'), body: await response.text() }
        }),
      )
      expect(first?.status, path).toBe(200)
      expect(second, path).toEqual(first)
    }
  })
})
