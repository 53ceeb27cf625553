/* Uniwire: counts a page view, shows totals. No cookie, nothing stored. */
/* oxlint-disable unicorn/consistent-function-scoping -- outside the block all would be global */
{
  const script = document.currentScript || document.querySelector('script[src$="/views.js"]')
  const base = script && script.src ? new URL('.', script.src).href : 'UNIWIRE_PUBLIC_URL/'
  const endpoint = base + 'v1/views'
  const nameOf = (span) => span.getAttribute('data-uniwire-views').trim()
  const spans = () => Array.from(document.querySelectorAll('[data-uniwire-views]')).filter(nameOf)

  // A list names many articles and is a view of none.
  const articleOfPage = () => {
    const named = script && script.getAttribute('data-article')
    if (typeof named === 'string') return named.trim()
    const names = new Set(spans().map(nameOf))
    return names.size === 1 ? names.values().next().value : ''
  }

  const randomId = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    )

  const count = () => {
    const article = articleOfPage()
    if (!article) return
    // Sent again under the same id, it counts once.
    const body = JSON.stringify({ article, event: randomId() })
    let pause = 5000
    const leave = () => navigator.sendBeacon && navigator.sendBeacon(endpoint, body)
    const send = () =>
      fetch(endpoint, { method: 'POST', body, keepalive: true, credentials: 'omit' })
        .then((answer) => {
          if (answer.status >= 429) throw answer
          removeEventListener('pagehide', leave)
        })
        .catch(() => {
          if (pause < 1e6) setTimeout(send, pause)
          pause *= 4
        })
    addEventListener('pagehide', leave)
    void send()
  }

  let due = false
  const countWhenSeen = () => {
    if (!due) return
    const wait = (target, type) => target.addEventListener(type, countWhenSeen, { once: true })
    if (document.prerendering) wait(document, 'prerenderingchange')
    else if (document.visibilityState !== 'visible') wait(document, 'visibilitychange')
    else if (!navigator.onLine) wait(window, 'online')
    else {
      due = false
      count()
    }
  }

  const printed = (number) => {
    try {
      return number.toLocaleString(document.documentElement.lang || undefined)
    } catch {
      return String(number)
    }
  }

  // A span keeps its own text when the article is unknown or nothing answers.
  const fill = (names) => {
    const query = names.map((name) => 'article=' + encodeURIComponent(name)).join('&')
    fetch(endpoint + '?' + query, { credentials: 'omit' })
      .then((answer) => answer.json())
      .then(({ views }) => {
        for (const span of spans()) {
          const found = views[names.indexOf(nameOf(span))]
          if (found && found.asOf) span.textContent = printed(found.total)
        }
      })
      .catch(() => {})
  }

  const start = () => {
    due = true
    countWhenSeen()
    const names = Array.from(new Set(spans().map(nameOf)))
    for (let from = 0; from < names.length; from += 20) fill(names.slice(from, from + 20))
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
  // Going back to a page opens it again, whether or not the browser kept it whole.
  addEventListener('pageshow', (event) => {
    if (event.persisted) start()
  })
}
