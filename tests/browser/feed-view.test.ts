import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../harness/browser.ts'
import { browserPath, startBrowser } from '../harness/browser.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'

const TITLE = 'Ice on the <Nura> & ]]>'

describe.runIf(browserPath !== undefined)('a feed that a person opens', { timeout: 120_000 }, () => {
  let wire: Standalone
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    wire = await createStandalone()
    await wire.start()
    const university = await registerUniversity(wire.url, 'test')
    const answer = await university.put('ice', {
      title: TITLE,
      bodyText: 'Forty students.',
      summary: 'Forty of them.',
      language: 'en',
    })
    const { sequence } = (await answer.json()) as { sequence: number }
    await fetch(`${wire.url}/feeds/test.rss`, { headers: { 'Uniwire-Min-Position': String(sequence) } })
    browser = await startBrowser('en-GB')
    page = await browser.context.newPage()
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await wire[Symbol.asyncDispose]()
  })

  it.each(['rss', 'atom'])(
    'is a page with its articles, and without what is meant for programs: %s',
    async (format) => {
      await page.goto(`${wire.url}/feeds/test/en.${format}`)
      expect(await shownIn(page)).toEqual({
        greeting: expect.stringContaining('This is a news feed'),
        title: TITLE,
        titleIsShown: true,
        summary: 'Forty of them.',
        guidIsShown: false,
        contentIsShown: false,
      })
    },
  )

  it.each([
    ['test/kk', ['жаңалықтар арнасы']],
    ['test/ru', ['лента новостей']],
    ['test/en', ['news feed']],
    ['all', ['жаңалықтар арнасы', 'лента новостей', 'news feed']],
  ])('says what it is in its own language: %s', async (feed, words) => {
    await page.goto(`${wire.url}/feeds/${feed}.rss`)
    const { greeting } = await shownIn(page)
    for (const word of words) expect(greeting).toContain(word)
  })
})

interface Shown {
  readonly greeting: string
  readonly title: string | null
  readonly titleIsShown: boolean
  readonly summary: string | null
  readonly guidIsShown: boolean
  readonly contentIsShown: boolean
}

/** Of the feed and its first article, as styled. */
function shownIn(page: Page): Promise<Shown> {
  return page.evaluate<Shown>(`(() => {
    const first = (name) => document.querySelector('item > ' + name + ', entry > ' + name)
    const isShown = (element) => element !== null && getComputedStyle(element).display !== 'none'
    const summary = first('description') ?? first('summary')
    return {
      greeting: getComputedStyle(document.documentElement, '::before').content,
      title: first('title')?.textContent ?? null,
      titleIsShown: isShown(first('title')),
      summary: isShown(summary) ? summary.textContent : null,
      guidIsShown: isShown(first('guid') ?? first('id')),
      contentIsShown: isShown(first('*|encoded') ?? first('content')),
    }
  })()`)
}
