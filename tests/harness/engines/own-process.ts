import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { untilStopped } from '../until-stopped.ts'
import type { Runner, RunnerOptions } from './runner.ts'

/** Linux alone: the engine dies with the process that started it, however that ends. */
const DIES_WITH_US =
  spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0
    ? ['setpriv', '--pdeathsig', 'KILL', '--']
    : []

/** A process of this machine. */
export function processRunner({ folder, launch, user }: RunnerOptions): Runner {
  const output = join(folder, 'engine.log')
  let child: ChildProcess | undefined
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const signal = (value: NodeJS.Signals) => {
    // The whole group: some engines are a script, or a program that starts another.
    if (child?.pid === undefined || !running()) return
    process.kill(-child.pid, value)
    if (value === 'SIGSTOP') untilStopped(child.pid)
  }
  return {
    async begin() {
      const log = openSync(output, 'a')
      const { command, args, env } = launch.process()
      const [program = '', ...given] = [...DIES_WITH_US, command, ...args]
      child = spawn(program, given, {
        detached: true,
        stdio: ['ignore', log, log],
        env: { PATH: process.env['PATH'] ?? '', ...env },
        cwd: folder,
        ...user,
      })
      closeSync(log)
      await once(child, 'spawn')
    },
    isRunning: () => Promise.resolve(running()),
    async end(value) {
      if (child === undefined || !running()) return
      const gone = once(child, 'exit')
      signal(value)
      // A stopped process takes no other signal than SIGKILL.
      if (value !== 'SIGKILL') signal('SIGCONT')
      await gone
    },
    signal,
    log: () => readFile(output, 'utf8'),
    die: () => signal('SIGKILL'),
    dispose: () => Promise.resolve(),
  }
}
