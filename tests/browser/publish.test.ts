import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../harness/browser.ts'
import { browserPath, startBrowser } from '../harness/browser.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const PRINTED = `Басты бет
Университет туралы
Байланыс

Қыс мектебі аяқталды
12.02.2026, 10:30
Университетте инженерлерге арналған қыс мектебі аяқталды, оған елу студент қатысты.
Жеңімпаздарға дипломдар мен кітаптар табысталды, келесі мектеп жазда өтеді.
Баспасөз қызметі
Қаралды: 31
`

describe.runIf(browserPath !== undefined)('the page for press offices, in a real browser', () => {
  let wire: Standalone
  let university: TestUniversity
  let browser: Browser
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    wire = await createStandalone()
    await wire.start()
    university = await registerUniversity(wire.url, 'test')
    browser = await startBrowser('kk-KZ')
    page = await browser.context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content.Security.Policy/i.test(message.text()))
        faults.push(message.text())
    })
    await page.goto(`${wire.url}/en/publish`)
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await wire[Symbol.asyncDispose]()
    expect(faults).toEqual([])
  })

  const visible = (selector: string) => page.locator(selector).waitFor()
  const found = async (query: string) => {
    const answer = await fetch(`${wire.url}/v1/search?q=${encodeURIComponent(query)}`)
    return ((await answer.json()) as { hits: { title: string; id: string }[] }).hits
  }

  it('asks for the key first, and says so when it fits no key', async () => {
    await page.selectOption('#university', 'test')
    await page.fill('#key', 'uw_nothing')
    await page.click('#key-step button')
    await visible('#status:not(:empty)')
    expect(await page.locator('#paste-step').isVisible()).toBe(false)
  })

  it('shows each field of a pasted page with the place where it was found', async () => {
    await page.fill('#key', university.key)
    await page.press('#key', 'Enter')
    await visible('#paste-step')
    await page.fill('#page', PRINTED)
    await page.fill('#sourceId', 'winter-school')
    await page.click('#paste-step .actions button >> nth=0')
    await visible('#check-step')
    expect(await page.inputValue('#title')).toBe('Қыс мектебі аяқталды')
    expect(await page.inputValue('#publishedAt')).toContain('2026-02-12T10:30')
    expect(await page.inputValue('#language')).toBe('kk')
    expect(await page.inputValue('#legacyViews')).toBe('31')
    expect(await page.inputValue('#bodyText')).not.toContain('Байланыс')
    expect(await page.textContent('#publishedAt-evidence q')).toContain('12.02.2026')
  })

  it('puts a refusal beside its field, and publishes what was corrected', async () => {
    await page.fill('#publishedAt', 'yesterday')
    await page.click('#check-step > .actions button >> nth=0')
    await visible('#publishedAt-wrong:not(:empty)')
    expect(await page.evaluate('document.activeElement.id')).toBe('publishedAt')
    await page.fill('#publishedAt', '2026-02-12T10:30')
    await page.fill('#title', 'Қыс мектебі мәресіне жетті')
    await page.click('#check-step > .actions button >> nth=0')
    await visible('#done')
    await waitUntil('the article to be found', async () =>
      (await found('мектебі')).some(({ title }) => title === 'Қыс мектебі мәресіне жетті'),
    )
    await visible('#own-articles li:first-child a:text-is("Қыс мектебі мәресіне жетті")')
  })

  it('keeps the key for the tab: a reload asks for nothing', async () => {
    await page.reload()
    await visible('#paste-step')
    await visible('#own-articles li')
    expect(await page.locator('#key-step').isVisible()).toBe(false)
  })

  it('corrects an article that is out: a new version under the same identity', async () => {
    const [before] = await found('мектебі')
    await page.locator('#own-articles button').first().click()
    await visible('#check-step')
    expect(await page.inputValue('#bodyText')).toContain('<p>')
    await page.fill('#title', 'Қыс мектебі: қорытынды')
    await page.click('#check-step > .actions button >> nth=0')
    await visible('#done')
    await waitUntil('the new headline', async () => (await found('қорытынды')).length === 1)
    expect((await found('қорытынды'))[0]?.id).toBe(before?.id)
    // The list is made anew once it knows; a button of the old one would lose its focus.
    await visible('#own-articles a:text-is("Қыс мектебі: қорытынды")')
  })

  it('withdraws with a reason that readers see, and restores, by keyboard alone', async () => {
    const [article] = await found('қорытынды')
    const address = `${wire.url}/en/articles/${article?.id}`
    await page.locator('#own-articles button').nth(1).focus()
    await page.keyboard.press('Enter')
    await visible('.withdrawal input:focus')
    await page.keyboard.type('The school was postponed')
    await page.keyboard.press('Enter')
    await visible('li.withdrawn')
    await waitUntil('the page to be gone', async () => (await fetch(address)).status === 410)
    expect(await (await fetch(address)).text()).toContain('The school was postponed')
    await page.keyboard.press('Enter')
    await waitUntil('the page to be back', async () => (await fetch(address)).status === 200)
  })

  it.each([
    ['kk', 'Жариялау'],
    ['ru', 'Опубликовать'],
  ])('speaks %s', async (language, heading) => {
    await page.goto(`${wire.url}/${language}/publish`)
    await visible('#own-articles li')
    expect(await page.textContent('h1')).toBe(heading)
  })

  it('forgets the key when it is told to', async () => {
    await page.click('#forget')
    await visible('#key-step')
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
  })
})
