import { html as honoHtml, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString

/** What a template takes: text and numbers are escaped, `Html` is not, the empty values leave nothing. */
export type Part = string | number | Html | undefined | false | readonly Part[]

/** Hono's template without its asynchronous half: no part of a page is a promise. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = honoHtml(strings, ...parts)
  if (markup instanceof Promise) throw new TypeError('a page template was given a promise')
  return markup
}

/**
 * Text that is HTML already and safe: a sanitised body, a highlighted title or snippet (contract §5).
 * Every call is a place where a mistake would be a hole, so there are few of them.
 */
export function trusted(safeHtml: string): Html {
  return raw(safeHtml)
}

/** A data block of JSON-LD: it is not run, so a policy without inline scripts allows it. */
export function jsonLd(value: unknown): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c')
  return raw(`<script type="application/ld+json">${json}</script>`)
}

/** Texts for a script of the page, which finds them by id; a data block, not run either. */
export function jsonText(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c')
  return html`<script type="application/json" id="${id}">
    ${raw(json)}
  </script>`
}

/** The address when a browser may follow it, else `undefined`: `javascript:` never becomes a link. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const parsed = URL.parse(url)
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? url : undefined
}
