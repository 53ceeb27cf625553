import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface ViewsScript {
  readonly body: string
  /** Opaque part of its entity tag; follows the bytes. */
  readonly tag: string
}

/** `/views.js` as browsers get it: the file beside, with the address to call when it knows no better. */
export function viewsScript(publicUrl: string): ViewsScript {
  const source = readFileSync(new URL('browser/views.js', import.meta.url), 'utf8')
  // The address stands within quotes, and a URL's own serialisation leaves `'` as it is.
  const body = source.replace('UNIWIRE_PUBLIC_URL', () => publicUrl.replaceAll("'", '%27'))
  return { body, tag: createHash('sha256').update(body).digest('base64url').slice(0, 22) }
}
