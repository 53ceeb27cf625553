/** Places for calls to subscribers, so that nobody who is slow or dead takes one from the others. */
export interface Lanes {
  hasRoom(lane: Lane): boolean
  /** To one host go so many calls at once. */
  mayCall(host: string): boolean
  enter(lane: Lane, host: string): Place
}

export type Lane = 'quick' | 'slow'

export interface Place {
  /** The call takes long: its place is another's now, as long as there is room for calls that take long. */
  stepAside(): void
  leave(): void
}

/**
 * Calls at once: those that are young, by whether the subscriber failed or was slow before, and those of both
 * that wait for an answer. A silent subscriber is met once by the quick lane and keeps a place for half a second.
 */
export const ROOM = { quick: 256, slow: 64, waiting: 1_024, host: 64 } as const

export function createLanes(onRoom: () => void): Lanes {
  const busy = { quick: 0, slow: 0, waiting: 0 }
  const hosts = new Map<string, number>()
  return {
    hasRoom: (lane) => busy[lane] < ROOM[lane],
    mayCall: (host) => (hosts.get(host) ?? 0) < ROOM.host,
    enter(lane, host) {
      let at: Lane | 'waiting' | 'gone' = lane
      busy[lane] += 1
      hosts.set(host, (hosts.get(host) ?? 0) + 1)
      return {
        stepAside() {
          if (at !== lane || busy.waiting >= ROOM.waiting) return
          busy[lane] -= 1
          busy.waiting += 1
          at = 'waiting'
          onRoom()
        },
        leave() {
          if (at === 'gone') return
          busy[at] -= 1
          at = 'gone'
          const left = (hosts.get(host) ?? 1) - 1
          if (left > 0) hosts.set(host, left)
          else hosts.delete(host)
          onRoom()
        },
      }
    },
  }
}
