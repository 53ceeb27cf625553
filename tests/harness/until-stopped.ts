import { existsSync, readdirSync, readFileSync } from 'node:fs'

const DEADLINE_MS = 5_000

/**
 * Returns when every thread of the process, or of the group of processes that it leads, stands still after SIGSTOP.
 * kill(2) does not wait for that, and a server of many threads answers a little longer. Nothing is waited for where
 * there is no /proc.
 */
export function untilStopped(pid: number): void {
  if (!existsSync('/proc/self/task')) return
  const until = performance.now() + DEADLINE_MS
  while (!membersOf(pid).every(standsStill)) {
    if (performance.now() > until) throw new Error(`process ${pid} goes on ${DEADLINE_MS} ms after SIGSTOP`)
  }
}

function membersOf(leader: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid === leader || (pid > 0 && fieldsOf(`/proc/${pid}/stat`)[2] === String(leader)))
}

function standsStill(pid: number): boolean {
  const tasks = `/proc/${pid}/task`
  const threads = unlessGone(() => readdirSync(tasks)) ?? []
  return threads.every((thread) => {
    const [state] = fieldsOf(`${tasks}/${thread}/stat`)
    // Stopped, or ended: a zombie has no more to say.
    return state === undefined || 'TZX'.includes(state)
  })
}

/** State, parent, group and so on (proc_pid_stat(5)): what follows the name, which may have blanks of its own. */
function fieldsOf(file: string): readonly string[] {
  const stat = unlessGone(() => readFileSync(file, 'utf8'))
  return stat === undefined ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Processes and threads end while they are looked at. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) {
      return undefined
    }
    throw error
  }
}
