import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../harness/browser.ts'
import { browserPath, startBrowser } from '../harness/browser.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'

const TEXT =
  'Халықаралық робототехника байқауында университет командасы бірінші орын алды. Байқауға он екі елден жүзден ' +
  'астам студент қатысты. Жеңімпаздар қыркүйекте өтетін әлем чемпионатына жолдама алды.'

describe.runIf(browserPath !== undefined)('the pages of the site, in a real browser', () => {
  let wire: Standalone
  let browser: Browser
  let page: Page
  const paths: string[] = ['', '/search?q=робототехника', '/nowhere', '/publish']

  beforeAll(async () => {
    wire = await createStandalone()
    await wire.start()
    let sequence = 0
    for (const slug of ['nura', 'altai']) {
      const university = await registerUniversity(wire.url, slug)
      const answer = await university.put('robots', { title: 'Робототехника байқауы өтті', bodyText: TEXT })
      const { id, sequence: at } = (await answer.json()) as { id: string; sequence: number }
      sequence = at
      paths.push(`/universities/${slug}`, `/articles/${id}`)
    }
    await fetch(`${wire.url}/v1/search`, { headers: { 'Uniwire-Min-Position': String(sequence) } })
    browser = await startBrowser('kk-KZ')
    page = await browser.context.newPage()
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await wire[Symbol.asyncDispose]()
  })

  it.each([320, 360, 768, 959, 960, 1440])(
    'keep within a window of %i pixels, in each language',
    async (width) => {
      await page.setViewportSize({ width, height: 900 })
      for (const language of ['kk', 'ru', 'en'])
        for (const path of paths) {
          await page.goto(`${wire.url}/${language}${path}`)
          expect([language, path, await sticksOut(page)]).toEqual([language, path, []])
        }
    },
    120_000,
  )

  it('show the same release of another university below its hit, under a name', async () => {
    await page.goto(`${wire.url}/en/search?q=робототехника`)
    expect(await page.locator('.hits > li').count()).toBe(1)
    expect(await page.locator('.hits .label').innerText()).toBe('The same news elsewhere')
    const [line, name] = await Promise.all([
      page.locator('.hits .relatives').boundingBox(),
      page.locator('.hits .label').boundingBox(),
    ])
    // A line of text high, not the height of a hit.
    expect(line?.height).toBeLessThan((name?.height ?? 0) * 2)
  })
})

/** What of the header, main and footer ends beyond the line that the header draws below itself. */
function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const edge = document.querySelector('.masthead').getBoundingClientRect().right + 5
    return Array.from(document.querySelectorAll('body :not(.skip, .unseen)'))
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > edge)
      .map((element) => element.tagName + '.' + element.className)
  })()`)
}
