import { readFileSync } from 'node:fs'
import { hashedPath } from './hashed-path.ts'

/** In the order of the cascade: `print` undoes what stands before it. */
const parts = ['base', 'frame', 'wire', 'search', 'article', 'print']

export const stylesheet = parts
  .map((part) => readFileSync(new URL(`styles/${part}.css`, import.meta.url), 'utf8'))
  .join('')

export const stylesheetPath = hashedPath('site', 'css', stylesheet)
