import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { openNatsEventLogs } from '@uniwire/adapter-nats'
import { lockDataFolder, openEventLogs } from '@uniwire/adapter-sqlite'
import type { EventLogs } from '@uniwire/ports'
import {
  SECRETS,
  natsAddress,
  natsSettings,
  readConfig,
  readSecretFiles,
  serverSettings,
} from '@uniwire/service-kit'
import { z } from 'zod'

/**
 * The one file of the command line that knows engines: it moves a log from one to another while no server
 * runs over them, so there is none to ask.
 */
export interface LogEngines {
  /** The streams of NATS_URL. Throws ConfigError. */
  nats(): Promise<EventLogs>
  /** What the folder holds; nobody else works on it meanwhile. Throws when it holds no log, or is in use. */
  folder(folder: string): Promise<EventLogs>
  /**
   * A log that is written into the folder, which has none yet. It gets its name once `write` is through: half
   * a log is not taken for one. Begun once, it is gone on with.
   */
  intoFolder<T>(folder: string, write: (logs: EventLogs) => Promise<T>): Promise<T>
}

const LOG_FILE = 'log.db'
/** Batches of megabytes, to a server that may be far away. */
const PATIENT = { requestTimeoutMs: 30_000 }
const tools = { now: () => Date.now(), newId: () => randomUUID() }

const schema = z.object({ ...natsSettings, ...serverSettings, UNIWIRE_PUBLIC_URL: z.string().default('') })

export function logEngines(environment: NodeJS.ProcessEnv): LogEngines {
  return {
    nats() {
      const read = readConfig(schema, readSecretFiles(environment, SECRETS))
      return openNatsEventLogs({ ...natsAddress(read, 'operator'), ...tools, ...PATIENT })
    },
    async folder(folder) {
      const file = join(folder, LOG_FILE)
      if (!existsSync(file)) throw new Error(`${folder} holds no ${LOG_FILE}`)
      await using opening = new AsyncDisposableStack()
      opening.use(await lockDataFolder(folder, tools))
      const logs = opening.use(await openEventLogs({ file, ...tools }))
      const opened = opening.move()
      return { open: (spec) => logs.open(spec), [Symbol.asyncDispose]: () => opened.disposeAsync() }
    },
    async intoFolder(folder, write) {
      await using _lock = await lockDataFolder(folder, tools)
      const file = join(folder, LOG_FILE)
      if (existsSync(file))
        throw new Error(`${folder} holds a ${LOG_FILE}: choose another folder, or move it away`)
      const written = await writeLog(`${file}.part`, write)
      await rename(`${file}.part`, file)
      return written
    },
  }
}

async function writeLog<T>(file: string, write: (logs: EventLogs) => Promise<T>): Promise<T> {
  await using logs = await openEventLogs({ file, ...tools })
  return await write(logs)
}
