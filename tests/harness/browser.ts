import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** It asks for updates and extensions of its own accord; tests talk to their own machine only. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]

/** A real browser of this machine: `UNIWIRE_BROWSER`, else where distributions put Chromium. */
export const browserPath = [process.env['UNIWIRE_BROWSER'], ...PLACES].find(
  (path) => path !== undefined && existsSync(path),
)

export interface Browser extends AsyncDisposable {
  readonly context: BrowserContext
}

export interface BrowserOptions {
  /** Without it, one that calls itself headless, which no view is counted from. */
  readonly userAgent?: string
  /** The driver forbids browsers to keep pages that were left, as readers' browsers do. */
  readonly keepsPages?: boolean
}

/** A browser with a profile of its own. */
export async function startBrowser(
  locale: string,
  { userAgent, keepsPages = false }: BrowserOptions = {},
): Promise<Browser> {
  if (browserPath === undefined) throw new Error('no browser is here: `apt-get install chromium`')
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-browser-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browserPath,
    // Its sandbox wants rights that root in a container has not.
    chromiumSandbox: process.getuid?.() !== 0,
    args: QUIET,
    locale,
    ...(userAgent !== undefined && { userAgent }),
    ...(keepsPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
  })
  context.setDefaultTimeout(30_000)
  return {
    context,
    async [Symbol.asyncDispose]() {
      await context.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A page in a browser that nobody drives: a driver keeps it from making pages ahead of their time. */
export async function openUndriven(url: string, userAgent: string): Promise<AsyncDisposable> {
  if (browserPath === undefined) throw new Error('no browser is here: `apt-get install chromium`')
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-browser-'))
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const own = ['--headless=new', `--user-data-dir=${folder}`, `--user-agent=${userAgent}`]
  const child = spawn(browserPath, [...own, ...sandbox, ...QUIET, url], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  return {
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
      // Its children end a moment after it, and still write.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    },
  }
}
