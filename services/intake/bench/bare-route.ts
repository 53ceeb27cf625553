import type { EventLog } from '@uniwire/ports'
import { Hono } from 'hono'
import { randomUUID } from 'node:crypto'
import sanitizeHtml from 'sanitize-html'
import { KINDS } from '../src/content/policy.ts'

/**
 * What a programmer in a hurry would write: parse the JSON, sanitise with the library by the same policy, append.
 * No key, no validation, no identity, no digest, no answer but "stored".
 */
export function bareRoute(log: EventLog): Hono {
  const app = new Hono()
  app.put('/v1/universities/:slug/articles/:sourceId', async (context) => {
    // The measure takes whatever comes.
    const { bodyHtml, ...rest } = await context.req.json<{ bodyHtml: string; title: string }>()
    const payload = JSON.stringify({ ...rest, bodyHtml: sanitizeHtml(bodyHtml, OPTIONS) })
    const envelope = {
      id: randomUUID(), source: '/bare', type: 'article.published', time: new Date().toISOString(), schema: 1,
    } // prettier-ignore
    const subject = `article.${context.req.param('slug')}.${randomUUID()}`
    const outcome = await log.append({ subject, expected: 0, envelope, payload })
    return context.json(outcome, outcome.ok ? 201 : 409)
  })
  return app
}

const BASE = 'https://nura.example/'
const allowed = [...KINDS].filter(([, kind]) => kind !== 'boundary').map(([name]) => name)

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...allowed, 'br', 'hr', 'img'],
  allowedAttributes: {
    '*': ['lang'],
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    time: ['datetime'],
    ol: ['start'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 50,
  transformTags: {
    h1: 'h2',
    a: (tagName, { href }) => ({
      tagName,
      attribs: { ...(href !== undefined && { href: absolute(href) }), rel: 'noopener nofollow ugc' },
    }),
    img: (tagName, { src, alt }) => ({
      tagName,
      attribs: {
        ...(src !== undefined && { src: absolute(src) }),
        ...(alt !== undefined && { alt }),
        loading: 'lazy',
        referrerpolicy: 'no-referrer',
      },
    }),
  },
}

function absolute(address: string): string {
  return URL.parse(address, BASE)?.href ?? ''
}
