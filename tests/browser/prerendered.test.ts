import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, openUndriven } from '../harness/browser.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const READER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
const OTHER_READER = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'
const ARTICLE = 'test/ahead'
const WAIT_MS = 60_000

describe.runIf(browserPath !== undefined)(
  'views.js in a page that a browser makes ahead of its time',
  { timeout: 180_000 },
  () => {
    let wire: Standalone
    let site: Awaited<ReturnType<typeof serveSite>>

    beforeAll(async () => {
      wire = await createStandalone()
      await wire.start()
      const university = await registerUniversity(wire.url, 'test')
      await university.put('ahead', { title: 'Ice on the Nura', bodyText: 'Forty students.' })
      await waitUntil('the article', async () => (await explained()).asOf !== null, WAIT_MS)
      site = await serveSite(wire.url)
    })
    afterAll(async () => {
      await site[Symbol.asyncDispose]()
      await wire[Symbol.asyncDispose]()
    })

    const explained = async () => {
      const answer = await fetch(`${wire.url}/v1/views/explain?article=${ARTICLE}`)
      return (await answer.json()) as { live: number; rejected: object; asOf: string | null }
    }

    it('counts nothing and sends nothing until the page is shown, and then one view', async () => {
      await using _browser = await openUndriven(`${site.url}/before`, READER)
      await waitUntil('the page made ahead', () => Promise.resolve(site.told('/made-ahead')), WAIT_MS)
      // Later than whatever that page may have sent: once this one is counted, that would be, too.
      const body = JSON.stringify({ article: ARTICLE })
      const view = { method: 'POST', headers: { 'User-Agent': OTHER_READER }, body }
      expect((await fetch(`${wire.url}/v1/views`, view)).status).toBe(204)
      expect(await explained()).toMatchObject({ live: 1, rejected: {} })
      expect(site.told('/shown')).toBe(false)
      site.letGo()
      await waitUntil('the page to be shown', () => Promise.resolve(site.told('/shown')), WAIT_MS)
      await waitUntil('its view', async () => (await explained()).live >= 2, WAIT_MS)
      expect(await explained()).toMatchObject({ live: 2, rejected: {} })
    })
  },
)

/** A site of another origin: `/before` has the browser make `/article` ahead, and goes there once it is let go. */
async function serveSite(wireUrl: string) {
  const told = new Set<string>()
  const waiting: ServerResponse[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    told.add(path)
    if (path === '/wait') return void waiting.push(response)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    return response.end(path === '/before' ? BEFORE : articlePage(wireUrl))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** Whether a page of this site has asked for that path. */
    told: (path: string) => told.has(path),
    letGo: () => waiting.splice(0).forEach((response) => response.end()),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const RULES = JSON.stringify({ prerender: [{ urls: ['/article'], eagerness: 'immediate' }] })
const BEFORE = `<!doctype html><html lang="en"><title>Before</title>
<script type="speculationrules">${RULES}</script>
<a href="/article">on</a>
<script>fetch('/wait').then(() => document.querySelector('a').click())</script>`

function articlePage(wireUrl: string): string {
  return `<!doctype html><html lang="en"><title>An article</title>
<script>if (document.prerendering) {
  addEventListener('load', () => fetch('/made-ahead'))
  document.addEventListener('prerenderingchange', () => fetch('/shown'))
}</script>
<script src="${wireUrl}/views.js" data-article="${ARTICLE}" defer></script>`
}
