import type { OpenAPIHono } from '@hono/zod-openapi'
import { deleteKey, getKeys, postKey } from '@uniwire/http-api'
import { warningText } from '@uniwire/messages'
import type { ApiKey } from '@uniwire/newsroom'
import { apiLanguage } from '@uniwire/service-kit'
import type { IntakeParts } from '../parts.ts'
import { keyedContextOf } from './conditions.ts'
import type { UniversityEnv } from './guards.ts'
import { boundedJson, operatorOnly } from './guards.ts'

export function keyRoutes(
  app: OpenAPIHono<UniversityEnv>,
  { authoriser, keys, keyUses, universities }: IntakeParts,
): void {
  const operator = operatorOnly(authoriser)
  app.openapi({ ...postKey, middleware: [operator, ...boundedJson] }, async (context) => {
    const { slug } = await universities.get(context.req.valid('param').slug)
    const keyed = keyedContextOf(context, context.req.valid('header'))
    const { key, text } = await keys.issue(slug, context.req.valid('json'), keyed)
    if (text !== undefined) return context.json({ ...shown(key), key: text }, 201)
    const code = 'key-shown-before'
    const warnings = [{ code, detail: warningText(apiLanguage(context), { code }) }]
    return context.json({ ...shown(key), warnings }, 200)
  })
  app.openapi({ ...getKeys, middleware: [operator] }, async (context) => {
    const { slug } = await universities.get(context.req.valid('param').slug)
    const [issued, used] = await Promise.all([keys.list(slug), keyUses.lastUsed(slug)])
    return context.json({ keys: issued.map((key) => ({ ...shown(key), ...usedAt(used.get(key.id)) })) }, 200)
  })
  app.openapi({ ...deleteKey, middleware: [operator] }, async (context) => {
    const { slug, id } = context.req.valid('param')
    const university = await universities.get(slug)
    const keyed = keyedContextOf(context, context.req.valid('header'))
    return context.json(shown(await keys.revoke(university.slug, id, keyed)), 200)
  })
}

function usedAt(lastUsedAt: string | undefined): { readonly lastUsedAt?: string } {
  return lastUsedAt === undefined ? {} : { lastUsedAt }
}

/** Without the hash and what issued it, which are nobody's business. */
function shown({ secretHash: _hidden, requests: _kept, university: _known, scopes, ...key }: ApiKey) {
  return { ...key, ...(scopes === undefined ? {} : { scopes: [...scopes] }) }
}
