import { openViewCounter } from '@uniwire/adapter-sqlite'
import { sqlitePlace } from './sqlite-place.ts'
import type { Place } from './sqlite-place.ts'
import { viewCounterContract } from './view-counter.contract.ts'
import type { OpenCounter } from './view-counter.contract.ts'

for (const place of ['file', 'memory'] as const) {
  viewCounterContract(`a SQLite ${place}`, {
    open: () => openCounter(sqlitePlace(place, 'views.db')),
    afterRestart: place === 'file' ? 'the same counts' : 'no counts',
    forgetsIds: { by: 'clock' },
  })
}

async function openCounter(place: Place): Promise<OpenCounter> {
  let now = Date.parse('2024-09-02T06:00:00Z')
  const open = () => openViewCounter({ file: place.file, now: () => now })
  let counter = await open()
  return {
    get counter() {
      return counter
    },
    get neighbour() {
      return counter
    },
    async restart() {
      await counter[Symbol.asyncDispose]()
      counter = await open()
    },
    passTime(ms) {
      now += ms
      return Promise.resolve()
    },
    now: () => now,
    async [Symbol.asyncDispose]() {
      await counter[Symbol.asyncDispose]()
      place[Symbol.dispose]()
    },
  }
}
