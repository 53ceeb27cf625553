import { assert, asyncProperty, shuffledSubarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LogUnavailableError } from '@uniwire/ports'
import type { EventLog } from '@uniwire/ports'
import { NDJSON, article, ndjson, outcomes, readReport, startImports } from './import.fixture.ts'

describe('an import of NDJSON', () => {
  it('stores every line with its own date, and says so line by line', async () => {
    await using imports = await startImports()
    const document = ndjson([article('1'), article('2', { publishedAt: '2012-05-09' })])
    const { lines, end } = await imports.send(document, NDJSON)
    expect(lines).toMatchObject([
      { line: 1, sourceId: '1', outcome: 'created', version: 1, status: 'published' },
      { line: 2, sourceId: '2', outcome: 'created' },
    ])
    expect(end).toEqual({
      summary: { lines: 2, created: 2, revised: 0, unchanged: 0, skipped: 0, failed: 0 },
      complete: true,
    })
    const own = await imports.intake.call('GET', '/nura/articles/2', imports.key)
    expect(await own.json()).toMatchObject({ publishedAt: '2012-05-09', datePrecision: 'day' })
    const record = (await imports.intake.records()).find(({ sequence }) => sequence === lines[0]?.sequence)
    expect(record?.envelope).toMatchObject({ type: 'article.published', actor: expect.any(String) as string })
  })

  it('never takes a missing date for now', async () => {
    await using imports = await startImports()
    const { lines } = await imports.send(ndjson([article('1', { publishedAt: undefined })]), NDJSON)
    expect(lines).toMatchObject([
      { sourceId: '1', outcome: 'failed', errors: [{ pointer: '/publishedAt', code: 'required' }] },
    ])
    expect(await imports.end()).toBe(1)
  })

  it('reports what is broken in the language asked for, with its line, and goes on', async () => {
    await using imports = await startImports()
    const document = `${ndjson([article('1')])}\n{"sourceId": "2", "titel"\n[1]\n${ndjson([
      article('3', { titel: 'x' }),
      article('~4'),
      article('5'),
    ])}`
    const { lines } = await imports.send(document, NDJSON, { 'Accept-Language': 'ru' })
    expect(lines.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
      [1, 'created', undefined],
      [3, 'failed', 'malformed-json'],
      [4, 'failed', 'malformed-json'],
      [5, 'failed', 'invalid-fields'],
      [6, 'failed', 'invalid-fields'],
      [7, 'created', undefined],
    ])
    expect(lines[1]?.detail).toMatch(/[а-я]/)
    expect(lines[3]?.errors).toMatchObject([{ pointer: '/titel', code: 'unknown-member' }])
    expect(lines[4]?.errors).toMatchObject([{ pointer: '/sourceId', code: 'bad-source-id' }])
  })

  it('makes no event when the same document comes again', async () => {
    await using imports = await startImports()
    const document = ndjson([article('1'), article('2'), article('1', { title: 'Another' })])
    const first = await imports.send(document, NDJSON)
    const end = await imports.end()
    expect(outcomes(first)).toEqual(['created', 'created', 'failed repeated-in-document'])
    for (let again = 0; again < 3; again += 1) {
      const report = await imports.send(document, NDJSON)
      expect(outcomes(report)).toEqual(['unchanged', 'unchanged', 'failed repeated-in-document'])
      expect(report.lines[0]?.sequence).toBe(first.lines[0]?.sequence)
    }
    expect(await imports.end()).toBe(end)
  })

  it('is the same as single posts: neither makes a version of what the other has stored', async () => {
    await using imports = await startImports()
    const { sourceId: _, ...body } = article('1') as { sourceId: string }
    await imports.intake.call('PUT', '/nura/articles/1', imports.key, body)
    expect(outcomes(await imports.send(ndjson([article('1'), article('2')]), NDJSON))).toEqual([
      'unchanged',
      'created',
    ])
    expect(outcomes(await imports.send(ndjson([article('1', { title: 'Better' })]), NDJSON))).toEqual([
      'revised',
    ])
  })

  it('leaves withdrawn articles alone, and erased ones for ever', async () => {
    await using imports = await startImports()
    const { intake, key } = imports
    await imports.send(ndjson([article('1'), article('2'), article('3')]), NDJSON)
    for (const id of ['1', '2'])
      await intake.call('POST', `/nura/articles/${id}/withdraw`, key, { reason: 'A mistake.' })
    await intake.call('POST', '/nura/articles/3/erase', 'operator-key-of-the-tests', { basis: 'A court.' })
    const end = await imports.end()
    const report = await imports.send(
      ndjson([article('1'), article('2', { title: 'New' }), article('3')]),
      NDJSON,
    )
    expect(report.lines).toMatchObject([
      { outcome: 'unchanged', status: 'withdrawn' },
      { outcome: 'skipped', code: 'withdrawn', detail: expect.stringContaining('restore') as string },
      { outcome: 'failed', code: 'erased' },
    ])
    expect(await imports.end()).toBe(end)
  })

  it('knows an article by its alias, and takes both ids in one document for one', async () => {
    await using imports = await startImports()
    await imports.send(ndjson([article('old')]), NDJSON)
    await imports.intake.call('POST', '/nura/articles/old/aliases', imports.key, { sourceId: 'new' })
    const report = await imports.send(ndjson([article('new', { title: 'Moved' }), article('old')]), NDJSON)
    expect(outcomes(report)).toEqual(['revised', 'failed repeated-in-document'])
  })

  it('wants the scope of imports, a known type and no compression', async () => {
    await using imports = await startImports()
    const publishing = await imports.intake.issueKey('nura', { scopes: ['publish'] })
    const call = (key: string, headers: Record<string, string>) =>
      imports.intake.call('POST', '/nura/imports', key, ndjson([article('1')]), headers)
    expect((await call(publishing, { 'Content-Type': NDJSON })).status).toBe(403)
    expect((await call(imports.key, { 'Content-Type': 'application/json' })).status).toBe(415)
    expect((await call(imports.key, { 'Content-Type': NDJSON, 'Content-Encoding': 'gzip' })).status).toBe(415)
    expect((await call(imports.key, { 'Content-Type': 'text/xml; charset=nonsense' })).status).toBe(415)
    expect(await imports.end()).toBe(1)
  })

  it('leaves out of the report what went well, when asked', async () => {
    await using imports = await startImports()
    const document = ndjson([article('1'), article('2', { title: '' })])
    const headers = { 'Content-Type': NDJSON }
    const response = await imports.intake.call(
      'POST',
      '/nura/imports?report=problems',
      imports.key,
      document,
      headers,
    )
    const { lines, end } = readReport(await response.text())
    expect(lines.map(({ line }) => line)).toEqual([2])
    expect(end.summary).toMatchObject({ lines: 2, created: 1, failed: 1 })
  })

  it('refuses a line that is too long without keeping it, and text that is none', async () => {
    await using imports = await startImports()
    const long = `{"title":"${'x'.repeat(1_100_000)}"}\n`
    const bytes = Buffer.concat([
      Buffer.from(long),
      Buffer.from('{"title":"'),
      Buffer.from([0xff]),
      Buffer.from(`"}\n${ndjson([article('1')])}`),
    ])
    expect(outcomes(await imports.send(bytes, NDJSON))).toEqual([
      'failed body-too-large',
      'failed malformed-json',
      'created',
    ])
  })

  it('gives the same report and the same articles in any order of lines', async () => {
    const articles = ['1', '2', '3', '4', '5', '6'].map((id) => article(id, id === '4' ? { title: '' } : {}))
    const order = shuffledSubarray(articles, { minLength: articles.length })
    await assert(
      asyncProperty(order, order, async (once, again) => {
        await using imports = await startImports()
        const first = await imports.send(ndjson(once), NDJSON)
        const end = await imports.end()
        const second = await imports.send(ndjson(again), NDJSON)
        expect(await imports.end()).toBe(end)
        expect([first.end.summary.created, second.end.summary.unchanged]).toEqual([5, 5])
      }),
      { numRuns: 15 },
    )
  })

  it('decides line by line when a batch is refused or not answered, and reports only what is stored', async () => {
    for (const trouble of ['lost-answer', 'silent', 'conflict'] as const) {
      const batches: number[] = []
      const wrap = (log: EventLog): EventLog => ({
        ...log,
        async appendBatch(records) {
          batches.push(records.length)
          if (trouble === 'conflict') return { ok: false, conflict: 'one of them' }
          if (trouble === 'lost-answer') await log.appendBatch(records)
          throw new LogUnavailableError('no answer')
        },
      })
      await using imports = await startImports({ wrap })
      const report = await imports.send(ndjson([article('1'), article('2'), article('3')]), NDJSON)
      expect(batches, trouble).toEqual([3])
      expect(outcomes(report), trouble).toEqual(['created', 'created', 'created'])
      const sequences = (await imports.intake.records()).map(({ sequence }) => sequence)
      expect(
        report.lines.map(({ sequence }) => sequence),
        trouble,
      ).toEqual(sequences.slice(1))
    }
  })

  it('says in the summary that the log is away, and reports no line that is not stored', async () => {
    let away = false
    const wrap = (log: EventLog): EventLog => ({
      ...log,
      last: (subject) =>
        away && subject.startsWith('article.')
          ? Promise.reject(new LogUnavailableError('away'))
          : log.last(subject),
    })
    await using imports = await startImports({ wrap })
    away = true
    const document = ndjson([article('1'), article('2')])
    const { lines, end } = await imports.send(document, NDJSON)
    expect([lines, end.complete, end.code]).toEqual([[], false, 'log-unavailable'])
    away = false
    expect(outcomes(await imports.send(document, NDJSON))).toEqual(['created', 'created'])
  })

  it('stands back while a single post is being answered', async () => {
    const held = Promise.withResolvers<undefined>()
    const arrived = Promise.withResolvers<undefined>()
    let batches = 0
    const wrap = (log: EventLog): EventLog => ({
      ...log,
      async append(record) {
        if (record.subject.startsWith('article.')) {
          arrived.resolve(undefined)
          await held.promise
        }
        return log.append(record)
      },
      appendBatch(records) {
        batches += 1
        return log.appendBatch(records)
      },
    })
    await using imports = await startImports({ wrap })
    const { sourceId: _, ...body } = article('1') as { sourceId: string }
    const live = imports.intake.call('PUT', '/nura/articles/1', imports.key, body)
    await arrived.promise
    const report = imports.send(ndjson([article('2')]), NDJSON)
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(batches).toBe(0)
    held.resolve(undefined)
    expect([(await live).status, outcomes(await report), batches]).toEqual([201, ['created'], 1])
  })
})
