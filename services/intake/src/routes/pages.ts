import type { OpenAPIHono } from '@hono/zod-openapi'
import { createHash } from 'node:crypto'
import type { PageImportBody, WriteAnswerBody } from '@uniwire/http-api'
import { articleInput, postPage } from '@uniwire/http-api'
import { warningText } from '@uniwire/messages'
import type { Digest } from '@uniwire/newsroom'
import { digestOf, resolvePublicationTime } from '@uniwire/newsroom'
import type { PageImport } from '@uniwire/page-import'
import { importTracedPage } from '@uniwire/page-import'
import { ProblemError, apiLanguage, fieldErrors, invalidFields } from '@uniwire/service-kit'
import type { Context } from 'hono'
import type { IntakeParts } from '../parts.ts'
import { encodeTrace } from '../boilerplate/trace-code.ts'
import { answerBody, tagOf } from './articles.ts'
import { conditionsOf, contextOf } from './conditions.ts'
import type { UniversityEnv } from './guards.ts'
import { atRate, boundedPage, inTurn, universityOnly } from './guards.ts'
import { readPage } from './page-body.ts'

/** A printed page becomes a draft; with `publish=true`, and nothing in doubt, an article (contract §4). */
export function pageRoutes(
  app: OpenAPIHono<UniversityEnv>,
  { authoriser, service, config, boilerplate, turns, writeRate }: IntakeParts,
): void {
  const middleware = [universityOnly(authoriser, 'publish'), atRate(writeRate), ...boundedPage, inTurn(turns)]
  app.openapi({ ...postPage, middleware }, async (context) => {
    const { university } = context.var
    const { sourceId, publish, ...overrides } = context.req.valid('query')
    if (publish && sourceId === undefined) {
      throw invalidFields([{ pointer: '/sourceId', problem: { code: 'source-id-missing' } }])
    }
    checkTime(overrides.publishedAt, university.timeZone)
    const page = readPage(context.req.header('Content-Type'), await context.req.arrayBuffer())
    const seen = await boilerplate.seen({ university, ...(sourceId === undefined ? {} : { sourceId }) })
    const { imported, trace } = importTracedPage(page, university, defined(overrides), seen)
    if (sourceId !== undefined && trace !== null) boilerplate.noteRead({ university, sourceId }, trace)
    if (!publish || sourceId === undefined) return context.json(bodyOf(context, imported), 200)
    if (imported.needs.length > 0) throw needsAnswers(context, imported)

    const input = articleInput.safeParse(writable(imported))
    if (!input.success) throw invalidFields(fieldErrors(input.error, imported.draft))
    const digest = pageDigest(page, overrides)
    const conditions = conditionsOf(context.req.valid('header'))
    const address = { university, sourceId }
    // The draft says the time as the API does; what readers are told was printed is what the page prints.
    const printedDate = overrides.publishedAt ?? imported.evidence.publishedAt?.printedDate ?? undefined
    const printedPage = trace === null ? undefined : encodeTrace(trace)
    const how = { ...contextOf(context), digest, printedDate, printedPage }
    const written = await service.publish(address, input.data, conditions, how)
    const answer = answerBody(context, written, config.publicUrl)
    const body = bodyOf(context, imported, answer)
    return context.json(body, written.created ? 201 : 200, tagOf(written))
  })
}

/** The draft, its time as it is printed: `…:00Z` would claim seconds that the page does not know. */
function writable({ draft, evidence }: PageImport): object {
  const { publishedAt } = evidence
  return publishedAt?.datePrecision === 'minute' ? { ...draft, publishedAt: publishedAt.wallTime } : draft
}

/** An answer that cannot be read must not be left aside: the page's own date would be published. */
function checkTime(publishedAt: string | undefined, timeZone: string): void {
  if (publishedAt === undefined || resolvePublicationTime(publishedAt, timeZone).ok) return
  const pointer = '/publishedAt'
  throw new ProblemError({ code: 'bad-parameter', parameter: 'publishedAt' }, [
    { pointer, problem: { code: 'bad-date' } },
  ])
}

function bodyOf(context: Context, imported: PageImport, written?: WriteAnswerBody): PageImportBody {
  const language = apiLanguage(context)
  const warnings = imported.warnings.map(({ field, code }) => {
    return { code, pointer: `/${field}`, detail: warningText(language, { code }) }
  })
  const body = { ...imported, ...written, warnings: [...warnings, ...(written?.warnings ?? [])] }
  // JSON leaves out the optional members that are undefined here, which its type cannot say.
  return body as unknown as PageImportBody
}

/** The same bytes with the same parameters are the same request, whatever rules were learned since. */
function pageDigest(page: { readonly text: string; readonly mediaType: string }, parameters: object): Digest {
  const sha256 = createHash('sha256').update(page.text).digest('hex')
  return digestOf({ page: sha256, mediaType: page.mediaType, parameters: defined(parameters) })
}

function needsAnswers(context: Context, imported: PageImport): ProblemError {
  const { needs } = imported
  const fields = needs.map((field) => ({
    pointer: `/${field}`,
    problem: { code: 'not-on-page', parameter: field } as const,
  }))
  return new ProblemError({ code: 'needs-answers', needs }, fields, { ...bodyOf(context, imported) })
}

function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // What is left has no undefined member, which `Object.fromEntries` cannot tell the compiler.
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
