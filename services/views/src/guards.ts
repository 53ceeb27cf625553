import { isbot } from 'isbot'
import type { RobotList } from './visitors/robot-list.ts'

/** What a request says about who or what sends it. */
export interface RequestSigns {
  readonly method: string
  readonly userAgent?: string | undefined
  /** `Sec-Purpose`, `Purpose`, `X-Purpose` and `X-Moz`, as far as they are there. */
  readonly purposes: readonly string[]
  /** `DNT: 1` or `Sec-GPC: 1`: the view counts, and the reader is not to be recognised by anything. */
  readonly isPrivate?: boolean
}

/** Why a request is no view; kept with its number, so that a spike can be explained. */
export type Rejection =
  'head' | 'prerender' | 'prefetch' | 'no-user-agent' | 'robot' | 'listed-robot' | 'implausible-user-agent'

/** Browsers have called themselves so since 1994, and HTML §8.9.1.1 keeps it that way. */
const BROWSER = /^(?:Mozilla|Opera|UCWEB)\/\d+(?:\.\d+)* ?\([^)]/
const MAX_USER_AGENT_CHARACTERS = 1_000

/** The first reason that fits, or `undefined` for what may be a reader. */
export type RejectionOf = (signs: RequestSigns) => Rejection | undefined

/** Browsers there are in use at a time, with room; a flood of made-up ones must not fill the memory. */
const USER_AGENTS_KEPT = 2_000

/**
 * `isbot` knows robots that say so; one that lies is not told from a browser by anything that it sends. `robots`: a
 * second opinion. What was found of a user agent is kept for the next reader with the same.
 */
export function createGuards(robots?: RobotList): RejectionOf {
  const judged = new Map<string, Rejection | undefined>()
  const judge = (userAgent: string): Rejection | undefined => {
    if (userAgent.trim() === '') return 'no-user-agent'
    // Before the robot list: its pattern must not run over a text of any length.
    if (userAgent.length > MAX_USER_AGENT_CHARACTERS) return 'implausible-user-agent'
    const known = judged.get(userAgent)
    if (known !== undefined || judged.has(userAgent)) return known
    const found = judgeAnew(userAgent, robots)
    const [oldest] = judged.keys()
    if (judged.size >= USER_AGENTS_KEPT && oldest !== undefined) judged.delete(oldest)
    judged.set(userAgent, found)
    return found
  }
  return ({ method, userAgent = '', purposes }) => {
    if (method === 'HEAD') return 'head'
    if (purposes.length > 0) {
      const purpose = purposes.join(' ').toLowerCase()
      if (purpose.includes('prerender')) return 'prerender'
      if (/prefetch|preview|instant/.test(purpose)) return 'prefetch'
    }
    return judge(userAgent)
  }
}

function judgeAnew(userAgent: string, robots: RobotList | undefined): Rejection | undefined {
  if (isbot(userAgent)) return 'robot'
  if (robots?.has(userAgent) === true) return 'listed-robot'
  return BROWSER.test(userAgent) ? undefined : 'implausible-user-agent'
}
