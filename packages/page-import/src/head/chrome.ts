import { breadcrumbAt, isHome } from '../lines/breadcrumb.ts'
import type { DateLine } from './date-line.ts'
import { isMenuLike } from '../lines/line-kind.ts'
import type { KnownLine } from '../lines/line-kind.ts'

/** Where a site's own furniture stands; each look-up costs constant time. */
export interface Chrome {
  /** A date first on the page with a weekday, or above a breadcrumb or menu that stands above `textFrom`. */
  readonly isClock: (dated: DateLine, textFrom: number) => boolean
  /** Where one thing on the page ends and another begins: a "More" link, "Other news", the home page, a menu. */
  readonly isSeparator: (index: number) => boolean
  /** The line is one of three or more in a row as menus have them. */
  readonly isInMenu: (index: number) => boolean
}

/** Three short lines are a menu when one of them is known from menus, five in any case. */
const MENU_RUN = { known: 3, any: 5 }

export function surveyChrome(lines: readonly KnownLine[]): Chrome {
  const menu = menuRuns(lines)
  const nextWay = new Int32Array(lines.length + 1).fill(lines.length)
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    nextWay[at] = menu[at] === 1 || isWay(lines, at) ? at : (nextWay[at + 1] ?? lines.length)
  }
  const firstContent = lines.findIndex((line) => !isFurniture(line))
  return {
    isClock: ({ line, date }, textFrom) =>
      (date.hasWeekday && (firstContent < 0 || line.index <= firstContent)) ||
      (nextWay[line.index + 1] ?? lines.length) < textFrom,
    isInMenu: (index) => menu[index] === 1,
    isSeparator: (index) => {
      const line = lines[index]
      if (line === undefined) return false
      if (line.kind === 'more' || line.kind === 'other-news' || isHome(line.text)) return true
      return line.kind === 'navigation' && menu[index] === 1
    },
  }
}

function menuRuns(lines: readonly KnownLine[]): Uint8Array {
  const menu = new Uint8Array(lines.length)
  let from = 0
  let isKnown = false
  for (let at = 0; at <= lines.length; at += 1) {
    const line = lines[at]
    if (line !== undefined && isMenuLike(line)) {
      isKnown ||= line.kind === 'navigation'
      continue
    }
    if (at - from >= (isKnown ? MENU_RUN.known : MENU_RUN.any)) menu.fill(1, from, at)
    from = at + 1
    isKnown = false
  }
  return menu
}

function isWay(lines: readonly KnownLine[], at: number): boolean {
  const line = lines[at]
  return line !== undefined && (isHome(line.text) || breadcrumbAt(lines, at) !== null)
}

function isFurniture(line: KnownLine): boolean {
  return ['navigation', 'site-name', 'number', 'contact'].includes(line.kind)
}
