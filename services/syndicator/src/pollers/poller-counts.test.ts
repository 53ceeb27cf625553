import { describe, expect, it } from 'vitest'
import { createPollerCounts, MOST } from './poller-counts.ts'

const counts = () => createPollerCounts((length) => new Uint8Array(length).fill(7))
const poll = { feed: 'nura.rss', userAgent: 'Reader/1', address: '198.51.100.7', at: '2027-03-01T06:00:00Z' }
const feedly = (subscribers: number) => `Feedly/1.0 (x; ${subscribers} subscribers)`
const all = () => true

describe('who polls a feed', () => {
  it('is, of an aggregator, the figure that it named last, with its date', () => {
    const pollers = counts()
    pollers.seen({ ...poll, userAgent: feedly(12) })
    pollers.seen({ ...poll, userAgent: feedly(9), at: '2027-03-02T06:00:00Z' })
    pollers.seen({ ...poll, userAgent: 'Inoreader/1.0 (40 subscribers)' })
    pollers.seen({ ...poll, userAgent: feedly(3), feed: 'nura.atom' })
    expect(pollers.read(all)).toEqual([
      { feed: 'nura.atom', aggregators: [{ name: 'Feedly', subscribers: 3, at: poll.at }], others: [] },
      {
        feed: 'nura.rss',
        aggregators: [
          { name: 'Inoreader', subscribers: 40, at: poll.at },
          { name: 'Feedly', subscribers: 9, at: '2027-03-02T06:00:00Z' },
        ],
        others: [],
      },
    ])
    expect(pollers.read((feed) => feed.endsWith('.atom'))).toHaveLength(1)
  })

  it('is, of the others, how many different ones came on this day and the one before', () => {
    const pollers = counts()
    const on = (day: string) => `2027-03-${day}T06:00:00Z`
    for (const day of ['01', '02', '03']) {
      for (let n = 0; n < 3; n += 1) pollers.seen({ ...poll, at: on(day) })
      pollers.seen({ ...poll, at: on(day), userAgent: 'Reader/2' })
      if (day === '03') pollers.seen({ ...poll, at: on(day), address: '198.51.100.8' })
      pollers.seen({ ...poll, at: on(day), feed: 'nura.atom' })
    }
    expect(pollers.read(all).map(({ feed, others }) => [feed, others])).toEqual([
      ['nura.atom', [{ day: '2027-03-03', pollers: 1, atLeast: false }, { day: '2027-03-02', pollers: 1, atLeast: false }]],
      ['nura.rss', [{ day: '2027-03-03', pollers: 3, atLeast: false }, { day: '2027-03-02', pollers: 2, atLeast: false }]],
    ]) // prettier-ignore
  })

  it('takes no more memory than it may, and says where it lost count', () => {
    const pollers = counts()
    for (let n = 0; n <= MOST.pollers; n += 1) pollers.seen({ ...poll, address: String(n) })
    for (let n = 0; n < 5; n += 1) pollers.seen({ ...poll, address: 'x' })
    expect(pollers.read(all)[0]?.others).toEqual([
      { day: '2027-03-01', pollers: MOST.pollers, atLeast: true },
    ])
    for (let n = 0; n < MOST.aggregators + 5; n += 1) {
      pollers.seen({ ...poll, userAgent: `Reader ${'x'.repeat(n)}/1 (1 subscribers)` })
    }
    expect(pollers.read(all)[0]?.aggregators).toHaveLength(MOST.aggregators)
    for (let n = 0; n < MOST.feeds + 5; n += 1) pollers.seen({ ...poll, feed: `${n}.rss` })
    expect(pollers.read(all)).toHaveLength(MOST.feeds)
  })
})
