import { favicon, faviconPath } from './favicon.ts'
import { publishScripts } from './publish-script.ts'
import {
  publishStylesheet,
  publishStylesheetPath,
  stylesheet,
  stylesheetPath,
  viewDaysStylesheet,
  viewDaysStylesheetPath,
} from './stylesheet.ts'

export interface Asset {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

/** Everything that a page loads from its own origin beside `/views.js`; may be cached as immutable. */
export const assets: readonly Asset[] = [
  { path: stylesheetPath, contentType: 'text/css; charset=utf-8', body: stylesheet },
  { path: publishStylesheetPath, contentType: 'text/css; charset=utf-8', body: publishStylesheet },
  { path: viewDaysStylesheetPath, contentType: 'text/css; charset=utf-8', body: viewDaysStylesheet },
  { path: faviconPath, contentType: 'image/svg+xml', body: favicon },
  ...publishScripts,
]

/** Nothing inline is run or applied; pictures come from the universities' sites, all else from here. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https: http:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
