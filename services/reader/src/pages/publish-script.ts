import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Modules of the page's script, each loaded by the one before it from beside itself. */
const NAMES = ['main', 'api', 'draft', 'elements', 'evidence', 'own-articles', 'session'] as const

const modules = NAMES.map((name) => ({
  name,
  body: readFileSync(new URL(`../browser/publish/${name}.js`, import.meta.url), 'utf8'),
}))

/** One folder for all, named after all their bytes: a cache may keep it, and never mixes two releases. */
const folder = `/assets/publish.${createHash('sha256')
  .update(modules.map(({ body }) => body).join('\0'))
  .digest('hex')
  .slice(0, 12)}`

export const publishScriptPath = `${folder}/main.js`

export const publishScripts = modules.map(({ name, body }) => ({
  path: `${folder}/${name}.js`,
  contentType: 'text/javascript; charset=utf-8',
  body,
}))
