import { readFileSync } from 'node:fs'
import { ConfigError } from '@uniwire/service-kit'

/** A second opinion on robots; tells whether a user agent is on the list. */
export interface RobotList {
  has(userAgent: string): boolean
}

/**
 * Reads a list of patterns, one regular expression a line, or the JSON in which COUNTER publishes its own
 * (`[{ "pattern": "…" }]`, code of practice 7.8). Case does not matter, as COUNTER says. Throws ConfigError.
 */
export function readRobotList(file: string): RobotList {
  try {
    return createRobotList(patternsIn(readFileSync(file, 'utf8')))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError([`UNIWIRE_ROBOTS_FILE: ${reason}`])
  }
}

/** Throws SyntaxError for a pattern that is no regular expression. */
export function createRobotList(patterns: readonly string[]): RobotList {
  if (patterns.length === 0) throw new SyntaxError('the list of robots is empty')
  // Each alone first: a bracket that one leaves open must not swallow the next.
  const alone = patterns.map((pattern) => new RegExp(pattern, 'i').source)
  const any = new RegExp(alone.map((source) => `(?:${source})`).join('|'), 'i')
  return { has: (userAgent) => any.test(userAgent) }
}

function patternsIn(text: string): readonly string[] {
  if (!text.trimStart().startsWith('[')) {
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  }
  const entries: unknown = JSON.parse(text)
  if (!Array.isArray(entries)) throw new SyntaxError('the list of robots is no list')
  return entries.map((entry: unknown) => {
    if (
      typeof entry === 'object' &&
      entry !== null &&
      'pattern' in entry &&
      typeof entry.pattern === 'string'
    ) {
      return entry.pattern
    }
    throw new SyntaxError('an entry of the list of robots has no pattern')
  })
}
