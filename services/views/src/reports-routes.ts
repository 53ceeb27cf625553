import type { OpenAPIHono } from '@hono/zod-openapi'
import { getViewDays, getViewExplanation, getViewExport } from '@uniwire/http-api'
import { equalInConstantTime, parseSlug } from '@uniwire/newsroom'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError } from '@uniwire/service-kit'
import type { Context, MiddlewareHandler } from 'hono'
import { csvOf, jsonOf } from './export.ts'
import type { Reports } from './reports.ts'
import type { DayRange } from './store/history.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const MAX_DAYS = 400
const REPORT_CACHE = 'public, max-age=60'

/** Routes that tell more of counts than totals; those for the operator are there only with a key. */
export function addReportRoutes(
  app: OpenAPIHono<ServiceEnv>,
  options: {
    readonly reports: Reports
    readonly operatorKey: string | undefined
    readonly now: () => string
    /** Sets what every answer made of the log carries. */
    readonly answer: (context: Context<ServiceEnv>) => Promise<void>
  },
): void {
  const { reports, operatorKey, now, answer } = options

  app.openapi(getViewDays, async (context) => {
    const { article, university, from, to } = context.req.valid('query')
    if ((article === undefined) === (university === undefined)) {
      throw new ProblemError({ code: 'bad-parameter', parameter: 'article' })
    }
    const range = rangeOf({ from, to }, now())
    const of = article === undefined ? { university: university ?? '' } : { article }
    await answer(context)
    const days = await reports.days(of, range)
    context.header('Cache-Control', REPORT_CACHE)
    return context.json({ ...range, days: [...days] }, 200)
  })

  app.openapi(getViewExplanation, async (context) => {
    await answer(context)
    return context.json(await reports.explain(context.req.valid('query').article), 200)
  })

  app.openapi(getViewExport, async (context) => {
    const [, name = '', format = ''] = /^(.+)\.(csv|json)$/.exec(context.req.valid('param').file) ?? []
    const slug = parseSlug(name)
    if (!slug.ok) throw new ProblemError({ code: 'not-found' })
    const range = rangeOf(context.req.valid('query'), now())
    await answer(context)
    context.header('Cache-Control', REPORT_CACHE)
    const pages = reports.university(slug.slug, range)
    const filename = `views-${slug.slug}-${range.from}-${range.to}.${format}`
    const text = format === 'csv' ? csvOf(pages) : jsonOf(slug.slug, range, pages)
    return context.body(ReadableStream.from(text).pipeThrough(new TextEncoderStream()), 200, {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'Content-Disposition': `attachment; filename="${filename}"`,
    })
  })

  if (operatorKey === undefined) return
  const operatorAlone: MiddlewareHandler<ServiceEnv> = async (context, next) => {
    const [, token = ''] = /^bearer +(\S+) *$/i.exec(context.req.header('Authorization') ?? '') ?? []
    if (!equalInConstantTime(token, operatorKey)) throw new ProblemError({ code: 'unauthorized' })
    context.header('Cache-Control', 'no-store')
    await next()
  }
  app.get('/v1/views/audit', operatorAlone, async (context) => context.json(await reports.audit(), 200))
  app.post('/v1/views/rebuild', operatorAlone, async (context) => context.json(await reports.rebuild(), 200))
}

/** The 30 days that end today, unless told otherwise. */
function rangeOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: string,
): DayRange {
  const last = to ?? now.slice(0, 10)
  const first = from ?? dayBefore(last, DEFAULT_DAYS - 1)
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1
  if (!(days >= 1 && days <= MAX_DAYS)) throw new ProblemError({ code: 'bad-parameter', parameter: 'from' })
  return { from: first, to: last }
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
}
