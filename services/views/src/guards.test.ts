import { describe, expect, it } from 'vitest'
import { createRobotList } from './visitors/robot-list.ts'
import { createGuards } from './guards.ts'

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
const rejectionOf = createGuards()
const of = (userAgent: string | undefined, purposes: readonly string[] = [], method = 'POST') =>
  rejectionOf({ method, userAgent, purposes })

describe('guards', () => {
  it.each([
    CHROME,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
    'Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/128.0.0.0 Mobile Safari/537.36 Instagram 350.0',
    'Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119 Version/11.10',
  ])('takes a browser for a reader: %s', (userAgent) => {
    expect(of(userAgent)).toBeUndefined()
  })

  it.each([
    'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
    'Mozilla/5.0 (Linux; Android 6.0.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36',
    'curl/8.9.1',
    'python-requests/2.32',
  ])('knows a robot that says so: %s', (userAgent) => {
    expect(of(userAgent)).toBe('robot')
  })

  it('keeps apart who sends no user agent, and one that no browser has', () => {
    expect(of(undefined)).toBe('no-user-agent')
    expect(of('  ')).toBe('no-user-agent')
    expect(of('Dalvik/2.1.0 (Linux; U; Android 11)')).toBe('implausible-user-agent')
    expect(of(CHROME + ' x'.repeat(1_000))).toBe('implausible-user-agent')
  })

  it('counts no page that was fetched before anyone asked for it', () => {
    expect(of(CHROME, ['prefetch'])).toBe('prefetch')
    expect(of(CHROME, ['prefetch;anonymous-client-ip'])).toBe('prefetch')
    expect(of(CHROME, ['preview'])).toBe('prefetch')
    expect(of(CHROME, ['prefetch;prerender'])).toBe('prerender')
  })

  it('asks a second list about whom the first takes for a reader, and keeps its reason apart', () => {
    const robots = createRobotList(['Windows NT 10'])
    const signs = { method: 'POST', userAgent: CHROME, purposes: [] }
    const both = createGuards(robots)
    expect(both(signs)).toBe('listed-robot')
    expect(both({ ...signs, userAgent: 'curl/8 Windows NT 10' })).toBe('robot')
    expect(rejectionOf(signs)).toBeUndefined()
  })

  it('asks the lists once about a user agent that comes again, and keeps no more than it may', () => {
    const asked: string[] = []
    const guards = createGuards({
      has(userAgent) {
        asked.push(userAgent)
        return userAgent.includes('rv:9999.')
      },
    })
    const browser = (n: number) => `Mozilla/5.0 (X11; Linux x86_64; rv:${n}.0) Gecko/20100101 Firefox/${n}.0`
    const found = (userAgent: string) => guards({ method: 'POST', userAgent, purposes: [] })
    const crawler = browser(9_999)
    expect([found(browser(1)), found(crawler), found(browser(1)), found(crawler)]).toEqual([
      undefined,
      'listed-robot',
      undefined,
      'listed-robot',
    ])
    expect(asked).toHaveLength(2)
    for (let n = 2; n < 2_001; n += 1) found(browser(n))
    expect([found(browser(1)), found(crawler)]).toEqual([undefined, 'listed-robot'])
    expect(asked.length).toBeGreaterThan(2_001)
  })

  it('counts no HEAD, whoever sends it', () => {
    expect(of(CHROME, [], 'HEAD')).toBe('head')
  })
})
