import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../harness/browser.ts'
import { browserPath, startBrowser } from '../harness/browser.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const READER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
const WAIT_MS = 60_000

describe.runIf(browserPath !== undefined)(
  'views.js on a university’s own site, in a real browser',
  { timeout: 120_000 },
  () => {
    let wire: Standalone
    let university: TestUniversity
    let site: Awaited<ReturnType<typeof serveSite>>
    let browser: Browser
    let page: Page
    let article = ''
    const faults: string[] = []

    beforeAll(async () => {
      wire = await createStandalone()
      await wire.start()
      university = await registerUniversity(wire.url, 'test')
      site = await serveSite(wire.url)
      browser = await startBrowser('en-GB', { userAgent: READER, keepsPages: true })
    })
    afterAll(async () => {
      await browser[Symbol.asyncDispose]()
      await site[Symbol.asyncDispose]()
      await wire[Symbol.asyncDispose]()
      expect(faults).toEqual([])
    })
    beforeEach(async () => {
      await page?.close()
      page = await browser.context.newPage()
      page.on('pageerror', (error) => faults.push(error.message))
      article = `news-${crypto.randomUUID()}`
      await university.put(article, {
        title: 'Ice on the Nura',
        bodyText: 'Forty students.',
        legacyViews: { count: 488 },
      })
      await waitUntil('the article', async () => (await explained()).asOf !== null, WAIT_MS)
    })

    const explained = async () => {
      const answer = await fetch(`${wire.url}/v1/views/explain?article=test/${article}`)
      return (await answer.json()) as {
        readonly live: number
        readonly rejected: Readonly<Record<string, number>>
        readonly asOf: string | null
      }
    }
    /** Counted, and what was found to be a reload: each is one that the script sent under an id of its own. */
    const openings = async (count: number) => {
      const sent = async () => {
        const { live, rejected } = await explained()
        return [live, rejected['reload'] ?? 0]
      }
      await waitUntil(
        `${count} openings`,
        async () => {
          const [live = 0, reloads = 0] = await sent()
          return live + reloads >= count
        },
        WAIT_MS,
      )
      return sent()
    }
    const address = (name = 'article') => `${site.url}/${name}?${article}`

    it('counts an opening once and fills the page with the total, the old site’s included', async () => {
      await page.goto(address())
      expect(await openings(1)).toEqual([1, 0])
      await waitUntil(
        'the total',
        async () => {
          // Totals are good for five seconds, in browsers too.
          await page.goto(address('list'))
          await page.waitForFunction(`document.querySelector('span').textContent !== '…'`)
          return (await page.textContent('span')) === '489'
        },
        WAIT_MS,
      )
      expect(await openings(1)).toEqual([1, 0])
      expect(await page.context().cookies()).toEqual([])
    })

    it('finds the second load within half a minute to be a reload', async () => {
      await page.goto(address())
      await openings(1)
      await page.reload()
      expect(await openings(2)).toEqual([1, 1])
    })

    it('sends again what is gone back to, from the memory of the browser', async () => {
      await page.goto(address())
      await openings(1)
      await page.goto(`${site.url}/elsewhere`)
      // The driver does not know of pages that come back whole: it would wait for this one to load.
      await page.evaluate('setTimeout(() => history.back(), 0)')
      await waitUntil('the kept page', () => Promise.resolve(site.keptPages() > 0), WAIT_MS)
      expect(await openings(2)).toEqual([1, 1])
    })

    it('counts nothing in a page that nobody looks at, until somebody does', async () => {
      await page.addInitScript({
        content: `{
        let hidden = true
        Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') })
        addEventListener('look', () => {
          hidden = false
          document.dispatchEvent(new Event('visibilitychange'))
        })
      }`,
      })
      await page.goto(address())
      await page.locator('span:text-matches("488")').waitFor()
      expect((await explained()).live).toBe(0)
      await page.evaluate(`dispatchEvent(new Event('look'))`)
      expect(await openings(1)).toEqual([1, 0])
    })

    it('leaves a page as it is where the script is blocked; the pixel counts where scripts are off', async () => {
      await page.route('**/views.js', (route) => route.abort())
      await page.goto(address())
      expect(await page.textContent('span')).toBe('…')
      expect((await explained()).live).toBe(0)
      const session = await browser.context.newCDPSession(page)
      await session.send('Emulation.setScriptExecutionDisabled', { value: true })
      await page.goto(address())
      expect(await openings(1)).toEqual([1, 0])
    })

    it('sends a view that was opened without a network when there is one again, once', async () => {
      await page.goto(address('late'))
      await browser.context.setOffline(true)
      try {
        await page.evaluate(`dispatchEvent(new Event('begin'))`)
        await page.waitForFunction(`document.documentElement.dataset.begun === 'yes'`)
        expect((await explained()).live).toBe(0)
      } finally {
        await browser.context.setOffline(false)
      }
      expect(await openings(1)).toEqual([1, 0])
    })

    it('sends what was refused again, and it counts once', async () => {
      let refused = 0
      await page.route('**/v1/views', async (route) => {
        refused += 1
        if (refused > 1) return route.continue()
        // The first one is counted, and its answer is lost.
        await route.fetch()
        return route.abort('connectionreset')
      })
      await page.goto(address())
      await waitUntil('the second try', () => Promise.resolve(refused >= 2), WAIT_MS)
      expect(await openings(1)).toEqual([1, 0])
    })
  },
)

/** A site of another origin that names articles of ours. */
async function serveSite(wireUrl: string) {
  let kept = 0
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site.example')
    if (pathname === '/kept') kept += 1
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(pageOf(pathname, `test/${search.slice(1)}`, wireUrl))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** How often a page of this site came back whole from the memory of a browser. */
    keptPages: () => kept,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function pageOf(path: string, article: string, wireUrl: string): string {
  const tellKept = `addEventListener('pageshow', (event) => { if (event.persisted) fetch('/kept') })`
  const head = `<!doctype html><html lang="en"><title>A site</title><script>${tellKept}</script>`
  const span = `<span data-uniwire-views="${article}">…</span>`
  const script = `<script src="${wireUrl}/views.js" data-article="${path === '/list' ? '' : article}" defer></script>`
  const pixel = `<noscript><img src="${wireUrl}/v1/views/${encodeURIComponent(article)}.gif" alt=""></noscript>`
  if (path === '/late') {
    // The script is there before the network goes, and starts after.
    return `${head}${span}<script>addEventListener('begin', () => {
      const own = document.createElement('script')
      own.textContent = source
      own.setAttribute('data-article', '${article}')
      document.body.append(own)
      document.documentElement.dataset.begun = 'yes'
    })
    let source = ''
    fetch('${wireUrl}/views.js').then((answer) => answer.text()).then((text) => { source = text })</script>`
  }
  return path === '/elsewhere' || path === '/favicon.ico'
    ? `${head}<p>Elsewhere`
    : `${head}${span}${script}${pixel}`
}
