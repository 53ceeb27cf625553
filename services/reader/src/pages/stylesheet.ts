import { readFileSync } from 'node:fs'
import { hashedPath } from './hashed-path.ts'

/** On every page, in the order of the cascade: `print` undoes what stands before it. */
export const stylesheet = ['base', 'frame', 'wire', 'search', 'article', 'print'].map(compact).join('')

export const stylesheetPath = hashedPath('site', 'css', stylesheet)

/** On the page for press offices only. */
export const publishStylesheet = compact('publish')

export const publishStylesheetPath = hashedPath('publish', 'css', publishStylesheet)

/** On pages with a chart of views by day. */
export const viewDaysStylesheet = compact('view-days')

export const viewDaysStylesheetPath = hashedPath('view-days', 'css', viewDaysStylesheet)

/**
 * Comments and layout are for us; a phone need not fetch them. Prettier's form makes this safe: every declaration
 * and every end of a block has a line of its own.
 */
function compact(part: string): string {
  return readFileSync(new URL(`styles/${part}.css`, import.meta.url), 'utf8')
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/^\s*([\w-]+):\s/gm, '$1:')
    .replaceAll(/\s+\{/g, '{')
    .replaceAll(/([{};,])\s+/g, '$1')
    .replaceAll(';}', '}')
}
