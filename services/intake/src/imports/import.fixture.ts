import type { ImportLine, ImportSummary } from '@uniwire/http-api'
import type { TestIntake } from '../intake.fixture.ts'
import { startIntake } from '../intake.fixture.ts'

export const NDJSON = 'application/x-ndjson'
export const RSS = 'application/rss+xml'
export const ATOM = 'application/atom+xml'

export interface Report {
  readonly lines: readonly ImportLine[]
  readonly end: ImportSummary
}

export interface TestImports extends AsyncDisposable {
  readonly intake: TestIntake
  readonly key: string
  send(document: string | Uint8Array, contentType: string, headers?: Record<string, string>): Promise<Report>
  /** Sequence of the log's last record. */
  end(): Promise<number>
}

/** An intake with one university, `nura`, whose imports are read here. */
export async function startImports(options: Parameters<typeof startIntake>[0] = {}): Promise<TestImports> {
  const intake = await startIntake(options)
  await intake.register('nura')
  const key = await intake.issueKey('nura')
  return {
    intake,
    key,
    async send(document, contentType, headers = {}) {
      const all = { 'Content-Type': contentType, ...headers }
      const response = await intake.call('POST', '/nura/imports', key, document, all)
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      return readReport(await response.text())
    },
    async end() {
      return (await intake.records()).at(-1)?.sequence ?? 0
    },
    [Symbol.asyncDispose]: () => intake[Symbol.asyncDispose](),
  }
}

export function readReport(text: string): Report {
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportLine | ImportSummary)
  const end = entries.pop()
  if (end === undefined || !('summary' in end)) throw new Error(`no summary in ${text}`)
  return { lines: entries.filter((entry): entry is ImportLine => 'line' in entry), end }
}

export function ndjson(articles: readonly object[]): string {
  return articles.map((each) => `${JSON.stringify(each)}\n`).join('')
}

export function article(sourceId: string, more: object = {}): object {
  return {
    sourceId,
    title: `Article ${sourceId}`,
    bodyText: `The text of ${sourceId}.`,
    language: 'en',
    publishedAt: '2019-04-24T14:42:56',
    ...more,
  }
}

/** `outcome` of each line, with its code when there is one. */
export function outcomes({ lines }: Report): readonly string[] {
  return lines.map(({ outcome, code }) => (code === undefined ? outcome : `${outcome} ${code}`))
}
