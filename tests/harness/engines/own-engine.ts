import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineName } from '../../../infra/engines/cache.ts'
import { freePort } from '../free-port.ts'
import { waitUntil } from '../wait-until.ts'
import type { Engine } from './engine.ts'
import { driverOf } from './engine.ts'
import { containerRunner } from './own-container.ts'
import { processRunner } from './own-process.ts'
import type { Launch } from './runner.ts'

export interface Place {
  readonly folder: string
  readonly port: number
}

export interface OwnEngine {
  readonly name: EngineName
  /** For an engine that refuses to be root: the user it runs as, when this process is root. */
  readonly uid?: number
  /** Writes what the engine needs into its folder and says how to start it. */
  readonly prepare: (place: Place) => Promise<Launch>
}

const START_DEADLINE_MS = 280_000

/** An engine of this test process alone, in a container or from the cache (`driverOf`). */
export async function startOwnEngine({ name, uid, prepare }: OwnEngine): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), `uniwire-${name}-`))
  const user = uid !== undefined && process.getuid?.() === 0 ? { uid, gid: uid } : undefined
  for (const part of ['data', 'config']) await mkdir(join(folder, part))
  const port = await freePort()
  const launch = await prepare({ folder, port })
  if (user !== undefined) {
    for (const part of ['', 'data', 'config']) await chown(join(folder, part), user.uid, user.gid)
  }
  const newRunner = driverOf(name) === 'docker' ? containerRunner : processRunner
  const runner = newRunner({ name, folder, launch, user })
  process.on('exit', runner.die)

  const start = async () => {
    await runner.begin()
    await waitUntil(
      `${name} to answer at ${launch.url}`,
      async () => {
        if (await runner.isRunning()) return launch.isReady()
        throw new Error(`${name} ended at its start:\n${await runner.log()}`)
      },
      START_DEADLINE_MS,
    )
  }
  const dispose = async () => {
    await runner.end('SIGKILL')
    await runner.dispose()
    process.off('exit', runner.die)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await start()
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    url: launch.url,
    port,
    folder,
    stop: () => runner.end('SIGTERM'),
    kill: () => runner.end('SIGKILL'),
    pause: () => runner.signal('SIGSTOP'),
    resume: () => runner.signal('SIGCONT'),
    async restart() {
      await runner.end('SIGTERM')
      await start()
    },
    [Symbol.asyncDispose]: dispose,
  }
}
