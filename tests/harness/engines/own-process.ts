import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { waitUntil } from '../wait-until.ts'
import type { Engine } from './engine.ts'

export interface Place {
  readonly folder: string
  readonly port: number
}

export interface Launch {
  readonly url: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Whether it answers, not only listens. */
  readonly isReady: () => Promise<boolean>
}

export interface OwnProcess {
  readonly name: string
  /** For an engine that refuses to be root: the user it runs as, when this process is root. */
  readonly uid?: number
  /** Writes what the engine needs into its folder and says how to start it. */
  readonly prepare: (place: Place) => Promise<Launch>
}

const START_DEADLINE_MS = 120_000
/** Linux alone: the engine dies with the process that started it, however that ends. */
const DIES_WITH_US =
  spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0
    ? ['setpriv', '--pdeathsig', 'KILL', '--']
    : []

export async function startOwnProcess({ name, uid, prepare }: OwnProcess): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), `uniwire-${name}-`))
  const user = uid !== undefined && process.getuid?.() === 0 ? { uid, gid: uid } : undefined
  for (const part of ['data', 'config']) await mkdir(join(folder, part))
  const port = await freePort()
  const launch = await prepare({ folder, port })
  if (user !== undefined) {
    for (const part of ['', 'data', 'config']) await chown(join(folder, part), user.uid, user.gid)
  }
  let child: ChildProcess | undefined
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const signal = (value: NodeJS.Signals) => {
    // The whole group: some engines are a script, or a program that starts another.
    if (child?.pid !== undefined && running()) process.kill(-child.pid, value)
  }
  const die = () => signal('SIGKILL')
  process.on('exit', die)

  const end = async (value: NodeJS.Signals) => {
    if (child === undefined || !running()) return
    const gone = once(child, 'exit')
    signal(value)
    // A stopped process takes no other signal than SIGKILL.
    if (value !== 'SIGKILL') signal('SIGCONT')
    await gone
  }
  const start = async () => {
    const log = openSync(join(folder, 'engine.log'), 'a')
    const [command = '', ...args] = [...DIES_WITH_US, launch.command, ...launch.args]
    child = spawn(command, args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env['PATH'] ?? '', ...launch.env },
      cwd: folder,
      ...user,
    })
    closeSync(log)
    await once(child, 'spawn')
    await waitUntil(
      `${name} to answer at ${launch.url}`,
      async () => {
        if (running()) return launch.isReady()
        throw new Error(`${name} ended at its start:\n${readFileSync(join(folder, 'engine.log'), 'utf8')}`)
      },
      START_DEADLINE_MS,
    )
  }
  const dispose = async () => {
    await end('SIGKILL')
    process.off('exit', die)
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
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    async restart() {
      await end('SIGTERM')
      await start()
    },
    [Symbol.asyncDispose]: dispose,
  }
}

/** For `isReady`: nobody listening yet is an answer too. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}
