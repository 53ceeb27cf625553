import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../harness/browser.ts'
import { browserPath, startBrowser } from '../harness/browser.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'

const MOTTO = 'Біздің университет 1971 жылдан бері өңір жастарына білім есігін ашып келеді.'
const printed = (name: string, date = '12.02.2026, 10:30') => `Басты бет
${name} факультеттің қыс мектебі аяқталды
${date}
${name} факультетте инженерлерге арналған қыс мектебі аяқталды, оған елу студент қатысты.
${name} топтың жеңімпаздарына дипломдар мен кітаптар табысталды, келесі мектеп жазда өтеді.
${MOTTO}
`

describe.runIf(browserPath !== undefined)('a press office that pastes page after page of its site', () => {
  let wire: Standalone
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    wire = await createStandalone()
    await wire.start()
    const { key } = await registerUniversity(wire.url, 'test')
    browser = await startBrowser('kk-KZ')
    page = await browser.context.newPage()
    await page.goto(`${wire.url}/kk/publish`)
    await page.selectOption('#university', 'test')
    await page.fill('#key', key)
    await page.press('#key', 'Enter')
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await wire[Symbol.asyncDispose]()
  })

  /** By keyboard alone. */
  const paste = async (text: string) => {
    await page.locator('#page:focus').waitFor()
    await page.keyboard.insertText(text)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('#check-step').waitFor()
  }
  const publish = async () => {
    await page.press('#title', 'Enter')
    await page.locator('#done').waitFor()
    await page.click('#another')
  }

  it('is shown from the third on what the site repeats, and may put it back', async () => {
    for (const name of ['Бірінші', 'Екінші']) {
      await paste(printed(name))
      expect(await page.inputValue('#bodyText')).toContain(MOTTO)
      await publish()
    }
    await paste(printed('Үшінші'))
    expect(await page.inputValue('#bodyText')).not.toContain(MOTTO)
    expect(await page.locator('#warnings li').count()).toBe(1)
    const line = page.locator('#bodyText-evidence li')
    expect(await line.textContent()).toContain(MOTTO)
    await line.locator('button').press('Enter')
    expect(await page.inputValue('#bodyText')).toMatch(new RegExp(`\\n\\n${MOTTO}$`))
    expect(await line.count()).toBe(0)
    expect(await page.evaluate('document.activeElement.id')).toBe('bodyText')
    await publish()
  })

  it('has to say the date that a page does not print, before anything is sent', async () => {
    await paste(printed('Төртінші', ''))
    const sent: string[] = []
    page.on('request', (request) => {
      // The list of own articles may still be on its way.
      if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`)
    })
    await page.press('#title', 'Enter')
    await page.locator('#publishedAt-wrong:not(:empty)').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('publishedAt')
    expect(sent).toEqual([])
    expect(await page.textContent('#status')).toContain('белгіленген')
    await page.locator('#publishedAt-evidence button').press('Enter')
    expect(await page.inputValue('#publishedAt')).toMatch(/^\d{4}-\d\d-\d\d$/)
    await publish()
    // The list is asked for after the article is out, and may come later than the next page is begun.
    await page.locator('#own-articles li:first-child a', { hasText: 'Төртінші' }).waitFor()
  })
})
