import { describe, expect, it } from 'vitest'
import { createHostQueues } from './host-queues.ts'
import type { Place } from './lanes.ts'
import { createLanes, ROOM } from './lanes.ts'

/** As many calls as there is room for, each to a host of its own. */
function fill(lanes: ReturnType<typeof createLanes>): readonly Place[] {
  const places: Place[] = []
  while (lanes.hasRoom('quick')) places.push(lanes.enter('quick', `${places.length}.example`))
  return places
}

describe('the lanes of calls', () => {
  it('give the place of a call that takes long to another, as long as there is room to wait', () => {
    let rooms = 0
    const lanes = createLanes(() => (rooms += 1))
    let waiting = 0
    while (waiting < ROOM.waiting) {
      const places = fill(lanes)
      expect(lanes.hasRoom('quick')).toBe(false)
      for (const place of places) place.stepAside()
      waiting += places.length
      expect(lanes.hasRoom('quick')).toBe(true)
    }
    expect(rooms).toBe(ROOM.waiting)
    for (const place of fill(lanes)) place.stepAside()
    expect(lanes.hasRoom('quick')).toBe(false)
  })

  it('have every place back once, whichever way a call ended', () => {
    const lanes = createLanes(() => {})
    const [aside, answered] = fill(lanes)
    aside?.stepAside()
    aside?.stepAside()
    for (const place of [aside, answered]) {
      place?.leave()
      place?.leave()
      place?.stepAside()
    }
    lanes.enter('quick', 'a.example')
    lanes.enter('quick', 'b.example')
    expect(lanes.hasRoom('quick')).toBe(false)
  })

  it('let a host have a part of them, and those who were slow a lane of their own', () => {
    const lanes = createLanes(() => {})
    const places = Array.from({ length: ROOM.host }, () => lanes.enter('slow', 'one.example'))
    expect(lanes.mayCall('one.example')).toBe(false)
    expect(lanes.mayCall('two.example')).toBe(true)
    expect([lanes.hasRoom('slow'), lanes.hasRoom('quick')]).toEqual([false, true])
    // Still at the same host, wherever it waits.
    places[0]?.stepAside()
    expect(lanes.mayCall('one.example')).toBe(false)
    places[0]?.leave()
    expect(lanes.mayCall('one.example')).toBe(true)
  })
})

describe('what waits to be called', () => {
  it('is taken host after host in turn, each thing once, and past a host that is busy', () => {
    const queues = createHostQueues()
    for (const id of ['a1', 'a2', 'a3', 'a1']) queues.add('a', id)
    queues.add('b', 'b1')
    queues.add('c', 'c1')
    const any = () => true
    expect(queues.next(any)).toBe('a1')
    expect(queues.next((host) => host !== 'b')).toBe('c1')
    expect([queues.next(any), queues.next(any), queues.next(any), queues.next(any)]).toEqual([
      'b1',
      'a2',
      'a3',
      undefined,
    ])
  })
})
