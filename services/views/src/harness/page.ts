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
    /** Neither beacons nor requests work. */
    readonly broken?: boolean
  },
) {
  const { dataArticle, spans = [], withoutScript = false, totals = {}, broken = false } = options
  const beacons: Beacon[] = []
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
  const fetch = (url: string) => {
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
        if (broken) return false
        // The page's own script made this text; its shape is what the tests compare.
        beacons.push({ url, body: JSON.parse(body) as Beacon['body'] })
        return true
      },
    },
    crypto,
    fetch,
    URL,
    ...listeners(),
  }
  const context = createContext(Object.assign(window, { window }))
  runInContext(script, context)
  return {
    beacons,
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
    dispatch(type: string, event: unknown) {
      const called = kept.filter((each) => each.type === type)
      kept = kept.filter((each) => each.type !== type || !each.once)
      for (const { listener } of called) listener(event)
    },
  }
}
