import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface Script {
  readonly text: string
  /** What EVALSHA calls it by. */
  readonly sha: string
}

/** One run of a script, whose keys all lie in one slot. Every script is safe to run again. */
export interface ScriptCall {
  readonly script: Script
  readonly keys: readonly string[]
  readonly values: readonly (string | number)[]
}

/** Runs all of them and answers in their order, or throws EngineUnavailableError. */
export type RunScripts = (calls: readonly ScriptCall[]) => Promise<readonly unknown[]>

export const RECORD = load('record')
export const SEED = load('seed')
export const TOTALS = load('totals')
export const UNSETTLED = load('unsettled')
export const DAY_TOTALS = load('day-totals')
export const SETTLE = load('settle')
export const VISITOR_SALT = load('visitor-salt')
export const MOST_READ_EVER = load('most-read-ever')
export const MOST_READ_WINDOW = load('most-read-window')
export const MOST_READ_DAYS = load('most-read-days')

function load(name: string): Script {
  const text = readFileSync(new URL(`scripts/${name}.lua`, import.meta.url), 'utf8')
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}
