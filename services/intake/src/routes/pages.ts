import type { OpenAPIHono } from '@hono/zod-openapi'
import { createHash } from 'node:crypto'
import type { PageImportBody } from '@uniwire/http-api'
import { LIMITS, articleInput, postPage } from '@uniwire/http-api'
import type { Digest } from '@uniwire/newsroom'
import { digestOf } from '@uniwire/newsroom'
import type { PageImport } from '@uniwire/page-import'
import { importPage } from '@uniwire/page-import'
import { ProblemError, fieldErrors, invalidFields } from '@uniwire/service-kit'
import type { Context } from 'hono'
import type { IntakeParts } from '../app.ts'
import { answerBody, tagOf } from './articles.ts'
import { conditionsOf, contextOf } from './conditions.ts'
import type { UniversityEnv } from './guards.ts'
import { boundedPage, universityOnly } from './guards.ts'

/** A printed page becomes a draft; with `publish=true`, and nothing in doubt, an article (contract §4). */
export function pageRoutes(
  app: OpenAPIHono<UniversityEnv>,
  { authoriser, service, config }: IntakeParts,
): void {
  const middleware = [universityOnly(authoriser, 'publish'), ...boundedPage]
  app.openapi({ ...postPage, middleware }, async (context) => {
    const { university } = context.var
    const { sourceId, publish, ...overrides } = context.req.valid('query')
    if (publish && sourceId === undefined) {
      throw invalidFields([{ pointer: '/sourceId', problem: { code: 'source-id-missing' } }])
    }
    const page = await readPage(context)
    const imported = importPage(page, university, defined(overrides))
    if (!publish || sourceId === undefined) return context.json(bodyOf(imported), 200)
    if (imported.needs.length > 0) throw needsAnswers(imported)

    const input = articleInput.safeParse(imported.draft)
    if (!input.success) throw invalidFields(fieldErrors(input.error, imported.draft))
    const digest = pageDigest(page, overrides)
    const conditions = conditionsOf(context.req.valid('header'))
    const address = { university, sourceId }
    const written = await service.publish(address, input.data, conditions, { ...contextOf(context), digest })
    const answer = answerBody(context, written, config.publicUrl)
    const warnings = [...imported.warnings, ...answer.warnings]
    const body = bodyOf(imported, { ...answer, warnings })
    return context.json(body, written.created ? 201 : 200, tagOf(written))
  })
}

async function readPage(context: Context<UniversityEnv>) {
  const [mediaType = '', ...parameters] = (context.req.header('Content-Type') ?? 'text/plain').split(';')
  const type = mediaType.trim().toLowerCase()
  if (type !== 'text/plain' && type !== 'text/html') {
    throw new ProblemError({ code: 'unsupported-media-type', accepted: ['text/plain', 'text/html'] })
  }
  const charset = parameters
    .map((each) => /^\s*charset="?([\w-]+)"?\s*$/i.exec(each)?.[1])
    .find((each) => each !== undefined)
  const bytes = await context.req.arrayBuffer()
  if (bytes.byteLength > LIMITS.pageBytes)
    throw new ProblemError({ code: 'body-too-large', maxBytes: LIMITS.pageBytes })
  return { text: decoder(charset).decode(bytes), mediaType: type } as const
}

/** Old sites print in windows-1251 and say so; offsets count in the text as it was decoded, BOM included. */
function decoder(charset = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(charset, { ignoreBOM: true })
  } catch {
    throw new ProblemError({ code: 'unsupported-media-type', accepted: ['text/plain; charset=utf-8'] })
  }
}

function bodyOf(imported: PageImport, more: object = {}): PageImportBody {
  // JSON leaves out the optional members that are undefined here, which its type cannot say.
  return { ...imported, ...more } as unknown as PageImportBody
}

/** The same bytes with the same parameters are the same request, whatever rules were learned since. */
function pageDigest(page: { readonly text: string; readonly mediaType: string }, parameters: object): Digest {
  const sha256 = createHash('sha256').update(page.text).digest('hex')
  return digestOf({ page: sha256, mediaType: page.mediaType, parameters: defined(parameters) })
}

function needsAnswers(imported: PageImport): ProblemError {
  const { needs } = imported
  const fields = needs.map((field) => ({
    pointer: `/${field}`,
    problem: { code: 'not-on-page', parameter: field } as const,
  }))
  return new ProblemError({ code: 'needs-answers', needs }, fields, { ...imported })
}

function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // What is left has no undefined member, which `Object.fromEntries` cannot tell the compiler.
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
