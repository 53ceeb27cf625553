import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { falteringServer } from './faltering-server.ts'
import type { Guide } from './guide.ts'
import { unpackGuide } from './guide.ts'

interface Post {
  readonly ID: number
  readonly post_type: string
  readonly post_status: string
  readonly post_password: string
  readonly post_title: string
  readonly post_content: string
  readonly post_excerpt: string
  readonly post_author: string
}
interface Scheduled {
  readonly inSeconds: number
  readonly hook: string
  readonly arguments: readonly unknown[]
}
type Step = readonly [hook: string, parameters: readonly unknown[], stored: Post | null]

const STAND_IN = fileURLToPath(new URL('./wordpress-stand-in.php', import.meta.url))
const hasPhp = spawnSync('php', ['--version']).status === 0
const post = (ID: number, change: Partial<Post> = {}): Post => ({
  ID,
  post_type: 'post',
  post_status: 'publish',
  post_password: '',
  post_title: 'Ice &amp; <em>snow</em>',
  post_content: 'Forty students measured it.',
  post_excerpt: '',
  post_author: '1',
  ...change,
})
/** What WordPress calls when a post is stored. */
const saved = (now: Post, before: Post | null): Step => [
  'wp_after_insert_post',
  [now.ID, now, before !== null, before],
  now,
]

describe.runIf(hasPhp)('the recipe for WordPress', { timeout: 120_000 }, () => {
  let wire: Standalone
  let guide: Guide
  let university: TestUniversity
  beforeAll(async () => {
    guide = await unpackGuide()
    wire = await createStandalone()
    await wire.start()
    university = await registerUniversity(wire.url, 'wordpress')
  })
  afterAll(async () => {
    await wire[Symbol.asyncDispose]()
    await guide[Symbol.asyncDispose]()
  })
  const perform = async (steps: readonly Step[], url = wire.url) => {
    const { code, out, err } = await guide.run(
      ['php', STAND_IN, guide.path('wordpress.php'), JSON.stringify(steps)],
      { UNIWIRE_URL: url, UNIWIRE_UNIVERSITY: university.slug, UNIWIRE_KEY: university.key },
    )
    expect(code, err).toBe(0)
    return { scheduled: JSON.parse(out) as Scheduled[], err }
  }
  const stored = async (id: number) => (await university.call('GET', `/articles/${id}`)).json()

  it('publishes a post under its ID when it becomes public, as plain text where text is meant', async () => {
    const draft = post(41, { post_status: 'draft' })
    expect(await perform([saved(draft, null), saved(post(41), draft)])).toEqual({ scheduled: [], err: '' })
    expect(await stored(41)).toMatchObject({
      version: 1,
      status: 'published',
      title: 'Ice & snow',
      bodyHtml: '<p>Forty students measured it.</p>',
      publishedAt: '2026-02-11T04:30:00Z',
      url: 'https://nura.example/?p=41',
      byline: 'Press & service',
      categories: ['Science & study'],
    })
  })

  it.each([
    ['trashed', 42, saved(post(42, { post_status: 'trash' }), post(42))],
    ['given a password', 43, saved(post(43, { post_password: 'x' }), post(43))],
    ['deleted', 44, ['after_delete_post', [44, post(44)], null]],
  ] as const)('withdraws a post that is %s, and restores it when it comes back', async (_, id, step) => {
    await perform([saved(post(id), null), step])
    expect(await stored(id)).toMatchObject({ status: 'withdrawn' })
    const hidden = post(id, { post_status: 'draft' })
    await perform([saved(post(id, { post_title: 'Rain' }), hidden)])
    expect(await stored(id)).toMatchObject({ status: 'published', title: 'Rain', version: 2 })
  })

  it('says nothing of drafts and of what is no post', async () => {
    await using server = await falteringServer(wire.url, [])
    const draft = post(45, { post_status: 'draft' })
    const page = post(46, { post_type: 'page' })
    await perform(
      [saved(draft, draft), saved(page, page), ['after_delete_post', [45, draft], null]],
      server.url,
    )
    expect(server.received).toEqual([])
  })

  it('has WordPress call again later when nobody answered, and then tells how the post is by then', async () => {
    await using server = await falteringServer(wire.url, ['hangs up', 503])
    const later: Step = ['uniwire_sync', [47, 2], post(47, { post_title: 'By then' })]
    const { scheduled } = await perform([saved(post(47), null), later], server.url)
    const again = scheduled.map((each) => [Math.round(each.inSeconds / 60), each.hook, each.arguments])
    expect(again).toEqual([
      [1, 'uniwire_sync', [47, 2]],
      [2, 'uniwire_sync', [47, 3]],
    ])
    await perform([['uniwire_sync', [47, 3], post(47, { post_title: 'By then' })]], server.url)
    expect(await stored(47)).toMatchObject({ version: 1, title: 'By then' })
  })

  it('logs what is refused, and does not call again for it', async () => {
    const { scheduled, err } = await perform([saved(post(48, { post_title: '' }), null)])
    expect(scheduled).toEqual([])
    expect(err).toContain('Uniwire refused post 48: 422')
    expect(err).toContain('/title')
  })
})
