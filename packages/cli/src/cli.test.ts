import { describe, expect, it } from 'vitest'
import { answering, uniwire, withFiles } from './cli.fixture.ts'

const PAGE = `Главная > Новости
Студенты измерили лёд на Нуре
[Дата публикации: 11.02.2026, 09:30:00]
Сорок студентов провели неделю на реке и измерили толщину льда в двадцати местах. Работа была трудной.
Результаты переданы району, который отвечает за переправы и мосты на этой реке весной.
Просмотров: 48
`
/** The same in the character set of old sites. */
const PAGE_1251 = Uint8Array.from(Array.from(PAGE), (letter) => {
  const code = letter.codePointAt(0) ?? 0
  if (letter === 'ё') return 0xb8
  return code < 128 ? code : code - 0x410 + 0xc0
})
const KEY = 'uw_0123456789ab_never-printed'

describe('uniwire import-page', () => {
  it('reads a page without any server, and says what it found and where', async () => {
    await using files = await withFiles({ 'page.txt': PAGE })
    const { code, out, err } = await uniwire(['import-page', files.path('page.txt')])
    expect([code, err]).toEqual([0, ''])
    const { draft, needs, evidence } = JSON.parse(out) as Record<
      'draft' | 'evidence',
      Record<string, unknown>
    > & {
      needs: unknown
    }
    expect(draft).toMatchObject({ title: 'Студенты измерили лёд на Нуре', language: 'ru' })
    expect(String(draft['publishedAt'])).toContain('2026-02-11T')
    expect(needs).toEqual([])
    expect(evidence['title']).toMatchObject({ value: 'Студенты измерили лёд на Нуре' })
  })

  it('reads old character sets, and answers overrule the page', async () => {
    await using files = await withFiles({ 'old.txt': PAGE_1251 })
    const { out } = await uniwire([
      'import-page',
      files.path('old.txt'),
      '--charset',
      'windows-1251',
      '--title',
      'Лёд',
    ])
    const { draft } = JSON.parse(out) as { draft: Record<string, unknown> }
    expect(draft).toMatchObject({ title: 'Лёд', language: 'ru' })
    expect(String(draft['bodyText'] ?? draft['bodyHtml'])).toContain('толщину льда')
  })

  it('hands a page over to a server as it is, with its key and what it was told', async () => {
    await using files = await withFiles({ 'page.html': PAGE_1251 })
    await using server = await answering(201, { draft: {}, needs: [] })
    const { code, out } = await uniwire(
      [
        'import-page', files.path('page.html'), '--university', 'nura', '--source-id', 'news/1',
        '--publish', '--charset', 'windows-1251', '--published-at', '2026-02-11',
      ],
      { UNIWIRE_URL: server.url, UNIWIRE_KEY: KEY },
    ) // prettier-ignore
    expect([code, JSON.parse(out)]).toEqual([0, { draft: {}, needs: [] }])
    const [call] = server.received
    expect(call?.line).toBe(
      'POST /v1/universities/nura/pages?publishedAt=2026-02-11&sourceId=news%2F1&publish=true',
    )
    expect(call?.type).toBe('text/html; charset=windows-1251')
    expect(call?.key).toBe(`Bearer ${KEY}`)
    expect(call?.body).toEqual(Buffer.from(PAGE_1251))
  })
})

describe('uniwire receipts', () => {
  const sent = { host: 'reader.example', topic: 'https://wire.example/feeds/nura.atom', status: 204 }
  const waiting = { subscription: '7', host: 'slow.example', topic: sent.topic, failures: 2 }

  it('says who was sent an article and who has not confirmed its last change', async () => {
    const body = {
      article: 'x',
      receipts: [sent],
      pending: [{ ...waiting, nextAttemptAt: '2027-03-01T06:00:00Z' }],
    }
    await using server = await answering(200, body)
    const environment = { UNIWIRE_URL: server.url, UNIWIRE_OPERATOR_KEY: KEY }
    const { code, out } = await uniwire(['receipts', 'nura', 'a/1'], environment)
    expect(code).toBe(0)
    const notConfirmed = [
      { host: 'slow.example', topic: sent.topic, failures: 2, nextAttemptAt: '2027-03-01T06:00:00Z' },
    ]
    expect(JSON.parse(out)).toEqual({ article: 'x', notConfirmed, receipts: [sent] })
    expect(server.received.map(({ line, key }) => [line, key])).toEqual([
      ['GET /v1/receipts?university=nura&sourceId=a%2F1', `Bearer ${KEY}`],
    ])
  })

  it.each([
    ['2 while anybody has not confirmed', [waiting], 2, ['slow.example']],
    ['0 when everybody has', [], 0, []],
  ])('ends with %s, when only they are asked for', async (_, pending, expected, hosts) => {
    await using server = await answering(200, { article: 'x', receipts: [sent], pending })
    const { code, out } = await uniwire(['receipts', 'nura', '1', '--unconfirmed'], {
      UNIWIRE_URL: server.url,
    })
    expect(code).toBe(expected)
    expect((JSON.parse(out) as { host: string }[]).map(({ host }) => host)).toEqual(hosts)
  })
})

describe('uniwire', () => {
  it('says what was refused, field by field, and ends with 1', async () => {
    await using files = await withFiles({ 'a.json': '{"titel":"Ice"}' })
    const problem = {
      code: 'invalid-fields', title: 'Wrong fields', detail: 'One.',
      errors: [{ pointer: '/titel', code: 'unknown-member', detail: 'Was title meant?' }],
    } // prettier-ignore
    await using server = await answering(422, problem, 'application/problem+json')
    const environment = { UNIWIRE_URL: server.url, UNIWIRE_KEY: '', UNIWIRE_OPERATOR_KEY: KEY }
    const { code, out, err } = await uniwire(['publish', 'nura', '1', files.path('a.json')], environment)
    expect([code, out]).toEqual([1, ''])
    expect(err).toBe('Wrong fields: One.\n  /titel: Was title meant?\n')
    expect(server.received.map(({ line, key }) => [line, key])).toEqual([
      ['PUT /v1/universities/nura/articles/1', `Bearer ${KEY}`],
    ])
  })

  it.each([
    ['no command', [], 'Usage: uniwire'],
    ['an unknown command', ['publsh'], 'Did you mean publish?'],
    ['a missing argument', ['publish', 'nura'], "missing required argument 'sourceId'"],
    ['an unknown option', ['show', 'nura', '1', '--all'], "unknown option '--all'"],
    [
      'an unknown language',
      ['import-page', 'x', '--language', 'de'],
      'Allowed choices are kk, kk-Latn, ru, en',
    ],
    ['an unknown zone', ['import-page', 'x', '--time-zone', 'Nowhere'], 'It is no time zone'],
    ['an unknown character set', ['import-page', 'x', '--charset', 'x'], 'It is no character set'],
    [
      'publishing without a server',
      ['import-page', 'x', '--publish'],
      '--publish and --source-id need --university',
    ],
    ['a file that is not there', ['import-page', 'no-such-page.txt'], 'no-such-page.txt'],
    ['a key that is none', ['show', 'nura', '1'], 'This cannot be a key.'],
  ])('ends with 1 and says why for %s', async (_, parameters, message) => {
    const { code, out, err } = await uniwire(parameters, { UNIWIRE_KEY: `${KEY} ` })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(message)
    expect(err).not.toContain(KEY)
  })

  it('names the file that is not JSON', async () => {
    await using files = await withFiles({ 'a.json': '{' })
    const { code, err } = await uniwire(['publish', 'nura', '1', files.path('a.json')])
    expect(code).toBe(1)
    expect(err).toContain('a.json is not JSON')
  })

  it('helps without a key or a server', async () => {
    const { code, out } = await uniwire(['--help'])
    expect(code).toBe(0)
    expect(out).toContain('UNIWIRE_OPERATOR_KEY')
    expect(out).toContain('import-page')
  })
})
