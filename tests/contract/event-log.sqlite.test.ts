import { openEventLogs } from '@uniwire/adapter-sqlite'
import { eventLogContract } from './event-log.contract.ts'
import type { OpenLog } from './event-log.contract.ts'
import { sqlitePlace } from './sqlite-place.ts'
import type { Place } from './sqlite-place.ts'

for (const place of ['file', 'memory'] as const) {
  eventLogContract(`a SQLite ${place}`, {
    open: () => openLog(sqlitePlace(place, 'log.db')),
    afterRestart: place === 'file' ? 'the same log' : 'a new log',
    dropsByAge: { by: 'clock' },
    replacedBytes: 'destroyed',
    heldAfterRestart: 'kept',
  })
}

async function openLog(place: Place): Promise<OpenLog> {
  let now = Date.parse('2024-09-02T06:00:00Z')
  const open = () => openEventLogs({ file: place.file, now: () => now, newId: () => crypto.randomUUID() })
  let logs = await open()
  return {
    get logs() {
      return logs
    },
    get neighbour() {
      return logs
    },
    async restart() {
      await logs[Symbol.asyncDispose]()
      logs = await open()
    },
    passTime(ms) {
      now += ms
      return Promise.resolve()
    },
    holdsBytes: (text) => Promise.resolve(place.holdsBytes(text)),
    async [Symbol.asyncDispose]() {
      await logs[Symbol.asyncDispose]()
      place[Symbol.dispose]()
    },
  }
}
