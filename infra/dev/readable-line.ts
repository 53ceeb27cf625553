const LEVELS: Readonly<Record<number, string>> = { 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' }

/** One line of a service's log for a person: `16:04:05 WARN waiting … (reason)`; other lines as they are. */
export function readableLine(line: string): string {
  const entry = readEntry(line)
  if (entry === undefined) return line
  const { time, level, msg, err, status, path } = entry
  const details = [status, path, err?.message].filter((detail) => detail !== undefined).join(' ')
  const label = LEVELS[level] ?? 'debug'
  return `${time.slice(11, 19)} ${label.padEnd(5)} ${msg}${details === '' ? '' : ` (${details})`}`
}

interface Entry {
  readonly time: string
  readonly level: number
  readonly msg: string
  readonly status?: number
  readonly path?: string
  readonly err?: { readonly message?: string }
}

function readEntry(line: string): Entry | undefined {
  if (!line.startsWith('{"level":')) return undefined
  try {
    // Written by our own logger; a line that was cut off is shown as it is.
    return JSON.parse(line) as Entry
  } catch {
    return undefined
  }
}
