import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { untilStopped } from './until-stopped.ts'

export interface ServiceProcess {
  /** Everything it printed so far, in every one of its lives. */
  output(): string
  /** Starts it, and again after it ended. */
  start(): void
  running(): boolean
  /** Gives the exit code; `null` after SIGKILL. */
  end(signal: NodeJS.Signals): Promise<number | null>
  /** SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void
}

/** One `main.ts` as a process of its own, with no other environment than what is given. */
export function createServiceProcess(
  main: string,
  settings: Readonly<Record<string, string>>,
): ServiceProcess {
  let child: ChildProcess | undefined
  let printed = ''
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null
  return {
    output: () => printed,
    running,
    start() {
      const env = { PATH: process.env['PATH'] ?? '', ...settings }
      child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => (printed += text))
      }
    },
    signal(signal) {
      if (child?.kill(signal) === true && signal === 'SIGSTOP' && child.pid !== undefined)
        untilStopped(child.pid)
    },
    async end(signal) {
      if (child === undefined || !running()) return child?.exitCode ?? null
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
      return child.exitCode
    },
  }
}
