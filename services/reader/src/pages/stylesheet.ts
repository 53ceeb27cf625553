import { readFileSync } from 'node:fs'
import { hashedPath } from './hashed-path.ts'

/** In the order of the cascade: `print` undoes what stands before it. */
const parts = ['base', 'frame', 'wire', 'search', 'article', 'print']

export const stylesheet = parts
  .map((part) => readFileSync(new URL(`styles/${part}.css`, import.meta.url), 'utf8'))
  .join('')
  // Comments and layout are for us; a phone need not fetch them. Prettier's form makes this safe:
  // every declaration and every end of a block has a line of its own.
  .replaceAll(/\/\*[^]*?\*\//g, '')
  .replaceAll(/^\s*([\w-]+):\s/gm, '$1:')
  .replaceAll(/\s+\{/g, '{')
  .replaceAll(/([{};,])\s+/g, '$1')
  .replaceAll(';}', '}')

export const stylesheetPath = hashedPath('site', 'css', stylesheet)
