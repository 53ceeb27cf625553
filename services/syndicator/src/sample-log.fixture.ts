import { articleSubject, toRecord, universitySubject } from '@uniwire/events'
import type {
  Article,
  ArticleContent,
  Slug,
  SourceId,
  StoredArticle,
  University,
  UniversityProfile,
  WriteDecision,
} from '@uniwire/newsroom'
import {
  articleId,
  digestOf,
  parseSlug,
  parseSourceId,
  publish,
  registerUniversity,
  release,
  resolvePublicationTime,
  restore,
  withdraw,
} from '@uniwire/newsroom'
import type { LogRecord } from '@uniwire/ports'

type SampleContent = Partial<Omit<ArticleContent, 'publishedAt'>> & { readonly publishedAt?: string }

/** A university's press office that writes the events which intake would; for tests and the benchmark. */
export interface SampleLog {
  /** In order; a caller may take away what it has used. */
  readonly records: LogRecord[]
  /** Time of the next event; each event moves it on by `stepMs`. */
  nowMs: number
  register(slug: string, profile?: Partial<UniversityProfile>): void
  publish(slug: string, sourceId: string, content?: SampleContent): string
  withdraw(slug: string, sourceId: string, reason?: string): void
  restore(slug: string, sourceId: string): void
  release(slug: string, sourceId: string): void
  observe(slug: string, sourceId: string, count: number): void
  /** Any record, as a newer release or a broken disk would leave it. */
  add(
    record: Pick<LogRecord, 'subject' | 'payload'> & { readonly type: string; readonly schema?: number },
  ): void
}

export function createSampleLog({ startMs = SAMPLE_START_MS, stepMs = 60_000 } = {}): SampleLog {
  const articles = new Map<string, StoredArticle>()
  const universities = new Map<string, University>()
  const records: LogRecord[] = []
  let sequence = 0
  const add = (record: Omit<LogRecord, 'sequence'>) => {
    sequence += 1
    records.push({ ...record, sequence })
    log.nowMs += stepMs
  }
  const at = () => new Date(log.nowMs).toISOString()
  const nextId = () => `00000000-0000-4000-8000-${String(sequence + 1).padStart(12, '0')}`
  const stamp = (subject: string) => ({ subject, expected: 0, id: nextId(), time: at(), source: '/sample' })
  const write = (
    slug: string,
    sourceId: string,
    decide: (stored: StoredArticle | undefined) => WriteDecision,
  ) => {
    const key = `${slug}\n${sourceId}`
    const decision = decide(articles.get(key))
    if (decision.kind !== 'append') return
    const { type, article } = decision
    articles.set(key, { article, sequence: sequence + 1, at: at() })
    const record = toRecord({
      type,
      ...stamp(articleSubject(article.university, article.id)),
      payload: article,
    })
    add(record)
  }
  const log: SampleLog = {
    records,
    nowMs: startMs,
    register(slug, profile = {}) {
      const decision = registerUniversity(
        universities.get(slug),
        slugOf(slug),
        { ...(universities.get(slug) ?? sampleProfile(slug)), ...profile },
        at(),
      )
      if (decision.kind !== 'append') return
      universities.set(slug, decision.university)
      const { university } = decision
      add(
        toRecord({ type: decision.type, ...stamp(universitySubject(university.slug)), payload: university }),
      )
    },
    publish(slug, sourceId, content = {}) {
      const command = {
        id: articleId(slugOf(slug), sourceIdOf(sourceId)),
        university: slugOf(slug),
        sourceId: sourceIdOf(sourceId),
        content: sampleContent(sourceId, content),
        timeZone: 'Asia/Almaty',
      }
      write(slug, sourceId, (stored) => publish(stored, command, { digest: digestOf(content), at: at() }))
      return command.id
    },
    withdraw: (slug, sourceId, reason = 'Жарияланымда қате бар') =>
      write(slug, sourceId, (stored) => withdraw(stored, reason, { digest: digestOf({ reason }), at: at() })),
    restore: (slug, sourceId) =>
      write(slug, sourceId, (stored) => restore(stored, { digest: digestOf({}), at: at() })),
    release: (slug, sourceId) =>
      write(slug, sourceId, (stored) => {
        const article: Article | undefined = stored === undefined ? undefined : release(stored, at())
        return article === undefined
          ? { kind: 'refused', code: 'not-found' }
          : { kind: 'append', type: 'article.released', article }
      }),
    observe: (slug, sourceId, count) =>
      write(slug, sourceId, (stored) =>
        stored === undefined
          ? { kind: 'refused', code: 'not-found' }
          : {
              kind: 'append',
              type: 'baseline.observed',
              article: { ...stored.article, baseline: { count, observedAt: at() } },
            },
      ),
    add: ({ type, subject, payload, schema = 1 }) =>
      add({ subject, payload, envelope: { id: nextId(), source: '/sample', type, time: at(), schema } }),
  }
  return log
}

/** Later than the renderer's date, so that events and not it are the last change. */
export const SAMPLE_START_MS = Date.parse('2027-03-01T06:00:00Z')

function sampleProfile(slug: string): UniversityProfile {
  return {
    names: { kk: `${slug} университеті`, ru: `Университет ${slug}`, en: `University of ${slug}` },
    homepage: `https://${slug}.example.kz/`,
    timeZone: 'Asia/Almaty',
    languages: ['kk', 'ru', 'en'],
  }
}

function sampleContent(sourceId: string, content: SampleContent) {
  const { publishedAt, ...rest } = content
  const time = publishedAt === undefined ? undefined : resolvePublicationTime(publishedAt, 'Asia/Almaty')
  return {
    title: `Жаңалық ${sourceId}`,
    bodyHtml: `<p>Университеттің жаңалығы: ${sourceId}.</p>`,
    language: 'kk' as const,
    categories: [],
    images: [],
    ...rest,
    ...(time?.ok === true ? { publishedAt: time.time } : {}),
  }
}

function slugOf(text: string): Slug {
  const parsed = parseSlug(text)
  if (!parsed.ok) throw new TypeError(`${text} is no slug`)
  return parsed.slug
}

function sourceIdOf(text: string): SourceId {
  const parsed = parseSourceId(text)
  if (!parsed.ok) throw new TypeError(`${text} is no sourceId`)
  return parsed.sourceId
}
