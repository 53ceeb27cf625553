import { createContext, runInContext } from 'node:vm'

interface Beacon {
  readonly url: string
  readonly body: { readonly article: string; readonly event: string }
}

type Listener = (event: unknown) => void

/** A page as far as `/views.js` touches one; what it does in a real browser is another suite's matter. */
export function openPage(
  script: string,
  options: {
    readonly dataArticle?: string
    readonly spans?: readonly string[]
    readonly withoutScript?: boolean
    readonly document?: {
      readonly readyState?: string
      readonly prerendering?: boolean
      readonly visibilityState?: string
    }
    readonly totals?: Readonly<Record<string, { readonly total: number; readonly asOf: string | null }>>
    /** Neither beacons nor requests work, until `mend`. */
    readonly broken?: boolean
    /** What a beacon is answered. */
    readonly status?: number
  },
) {
  const { dataArticle, spans = [], withoutScript = false, totals = {}, status = 204 } = options
  let { broken = false } = options
  let timers: { readonly run: () => void; readonly ms: number }[] = []
  const beacons: Beacon[] = []
  const left: Beacon[] = []
  const asked: string[] = []
  const requests: Promise<unknown>[] = []
  const elements = spans.map((name) => ({ textContent: 'before', getAttribute: () => name }))
  const own = {
    src: 'https://wire.example/base/views.js',
    getAttribute: () => dataArticle ?? null,
  }
  const document = {
    currentScript: withoutScript ? null : own,
    documentElement: { lang: 'en' },
    readyState: 'complete',
    prerendering: false,
    visibilityState: 'visible',
    ...options.document,
    querySelector: () => null,
    querySelectorAll: () => elements,
    ...listeners(),
  }
  // The page's own script made this text; its shape is what the tests compare.
  const beaconOf = (url: string, body: string) => ({ url, body: JSON.parse(body) as Beacon['body'] })
  const post = (url: string, body: string) => {
    if (broken) return Promise.reject(new TypeError('Failed to fetch'))
    beacons.push(beaconOf(url, body))
    return Promise.resolve({ status })
  }
  const fetch = (url: string, init: { readonly method?: string; readonly body?: string }) => {
    if (init.method === 'POST') {
      const answer = post(url, init.body ?? '')
      requests.push(answer.catch(() => undefined))
      return answer
    }
    asked.push(url)
    const names = new URL(url).searchParams.getAll('article')
    const views = names.map((name) => ({ article: name, ...(totals[name] ?? { total: 0, asOf: null }) }))
    const answer = broken
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve({ json: () => Promise.resolve({ views }) })
    requests.push(answer.catch(() => undefined))
    return answer
  }
  const window = {
    document,
    navigator: {
      onLine: true,
      sendBeacon: (url: string, body: string) => {
        left.push(beaconOf(url, body))
        return true
      },
    },
    crypto,
    fetch,
    URL,
    setTimeout: (run: () => void, ms: number) => timers.push({ run, ms }),
    ...listeners(),
  }
  const context = createContext(Object.assign(window, { window }))
  runInContext(script, context)
  return {
    beacons,
    /** Those that went out when the page was left. */
    left,
    mend: () => (broken = false),
    /** Runs what waits for its time; returns how long it was to wait. */
    passTime: () => {
      const due = timers
      timers = []
      for (const { run } of due) run()
      return due.map(({ ms }) => ms)
    },
    asked,
    document,
    texts: () => elements.map((each) => each.textContent),
    fire: (on: 'document' | 'window', type: string, event: unknown = {}) =>
      (on === 'document' ? document : window).dispatch(type, event),
    /** The page names the script a second time. */
    runAgain: () => {
      runInContext(script, context)
    },
    async settled() {
      await Promise.all(requests)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

function listeners() {
  let kept: { readonly type: string; readonly listener: Listener; readonly once: boolean }[] = []
  return {
    addEventListener(type: string, listener: Listener, { once = false } = {}) {
      kept.push({ type, listener, once })
    },
    removeEventListener(type: string, listener: Listener) {
      kept = kept.filter((each) => each.type !== type || each.listener !== listener)
    },
    dispatch(type: string, event: unknown) {
      const called = kept.filter((each) => each.type === type)
      kept = kept.filter((each) => each.type !== type || !each.once)
      for (const { listener } of called) listener(event)
    },
  }
}
