import type { OpenAPIHono } from '@hono/zod-openapi'
import { NDJSON_MEDIA_TYPE, postImport } from '@uniwire/http-api'
import type { University } from '@uniwire/newsroom'
import { ProblemError, apiLanguage, refuseEncodedBody } from '@uniwire/service-kit'
import { createMiddleware } from 'hono/factory'
import type { IntakeParts } from '../parts.ts'
import { heldReport } from '../imports/held-report.ts'
import type { ImportLane } from '../imports/import-lane.ts'
import { importFormat } from '../imports/import-format.ts'
import { importItems } from '../imports/import-items.ts'
import { reportText } from '../imports/report-text.ts'
import type { ReportEntry } from '../imports/run-import.ts'
import { runImport } from '../imports/run-import.ts'
import type { Upload } from '../imports/upload.ts'
import { readUpload } from '../imports/upload.ts'
import { contextOf } from './conditions.ts'
import type { UniversityEnv } from './guards.ts'
import { universityOnly } from './guards.ts'

/** Requests of single articles, before which imports stand back. */
export function liveFirst(lane: ImportLane) {
  return createMiddleware<UniversityEnv>((_, next) => lane.live(next))
}

/** Many articles from one document, and a report of each (contract §1, imports). */
export function importRoutes(
  app: OpenAPIHono<UniversityEnv>,
  { authoriser, imports: { lane, lines, newId } }: Pick<IntakeParts, 'authoriser' | 'imports'>,
): void {
  const middleware = [universityOnly(authoriser, 'import'), refuseEncodedBody]
  app.openapi({ ...postImport, middleware }, async (context) => {
    const { university } = context.var
    checkOpen(university)
    const { report: mode = 'full' } = context.req.valid('query')
    const format = importFormat(context.req.header('Content-Type'))
    const key = context.req.header('Authorization')
    using opened = new DisposableStack()
    opened.use(lane.enter(university.slug))
    const upload = readUpload(context.req.raw.body)
    const entries = runImport({
      items: importItems(upload, format)[Symbol.asyncIterator](),
      university,
      lines,
      lane,
      context: contextOf(context),
      stillAllowed: async () =>
        checkOpen((await authoriser.university(key, university.slug, 'import')).university),
    })
    const texts = drainedAtEnd(entries, upload, (batch) => reportText(batch, mode, apiLanguage(context)))
    const tooLong = () => upload.stop({ code: 'report-too-long' })
    const held = mode === 'live' ? texts : heldReport(texts, { ended: () => upload.ended(), tooLong }, newId)
    const sent = bytesOf(held, opened.move())
    // The answer begins with the report: so a proxy passes the whole document on before it.
    const first = mode === 'live' ? undefined : await sent.next()
    const headers = {
      'Content-Type': NDJSON_MEDIA_TYPE,
      'X-Accel-Buffering': 'no',
      ...(upload.ended() || mode === 'live' ? {} : { Connection: 'close' }),
    }
    const report = new Response(ReadableStream.from(following(first, sent)), { headers })
    // The router's types know answers of JSON and of text alone.
    return report as never
  })
}

/** Refused whole: a million lines that are each refused would tell the same. */
function checkOpen({ closed }: University): void {
  if (closed !== undefined) throw new ProblemError({ code: 'university-closed' })
}

async function* drainedAtEnd(
  entries: AsyncIterable<readonly ReportEntry[]>,
  upload: Upload,
  textOf: (entries: readonly ReportEntry[]) => string,
): AsyncGenerator<string> {
  for await (const batch of entries) {
    // The summary of an import that stopped early: whoever is still sending must be able to read it.
    if (batch.some(({ kind }) => kind === 'summary')) await upload.drain()
    yield textOf(batch)
  }
}

/** However it ends, also when nobody reads on. */
async function* bytesOf(texts: AsyncIterable<string>, opened: Disposable): AsyncGenerator<Uint8Array> {
  using _open = opened
  const encoder = new TextEncoder()
  for await (const text of texts) if (text !== '') yield encoder.encode(text)
}

async function* following<T>(
  first: IteratorResult<T, unknown> | undefined,
  rest: AsyncGenerator<T>,
): AsyncGenerator<T> {
  if (first?.done === true) return
  if (first !== undefined) yield first.value
  yield* rest
}
