import type { EngineName } from '../../../infra/engines/cache.ts'

/** A program and what it is given; absolute paths mean the same in a container and outside. */
export interface Command {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Launch {
  readonly url: string
  /** Whether it answers, not only listens. */
  readonly isReady: () => Promise<boolean>
  /** From the binaries in the cache; throws where there are none. */
  readonly process: () => Command
  readonly container: Command
}

export interface User {
  readonly uid: number
  readonly gid: number
}

export interface RunnerOptions {
  readonly name: EngineName
  readonly folder: string
  readonly launch: Launch
  readonly user: User | undefined
}

/** Runs an engine, again and again, on one folder. */
export interface Runner {
  begin(): Promise<void>
  isRunning(): Promise<boolean>
  /** Waits for the end; nothing where it has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** What the engine printed. */
  log(): Promise<string>
  /** At once, for a process that ends; nothing is waited for. */
  readonly die: () => void
  dispose(): Promise<void>
}
