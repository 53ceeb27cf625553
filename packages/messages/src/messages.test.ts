import { describe, expect, it } from 'vitest'
import { interfaceLanguages } from './interface-language.ts'
import { fieldProblemText, messages, problemText, warningText } from './messages.ts'
import type { Problem } from './problems.ts'

const problems: readonly Problem[] = [
  { code: 'bad-parameter', parameter: 'limit' },
  { code: 'forbidden', scope: 'publish' },
  { code: 'forbidden' },
  { code: 'method-not-allowed', method: 'DELETE', allowed: ['GET', 'PUT'], instead: 'POST …/withdraw' },
  { code: 'not-acceptable', available: ['application/json'] },
  { code: 'unsupported-media-type', accepted: ['application/json'] },
  { code: 'gone', reason: 'Қате дерек' },
  { code: 'gone' },
  { code: 'body-too-large', maxBytes: 1024 ** 2 },
  { code: 'invalid-fields', count: 3 },
  { code: 'needs-answers', needs: ['publishedAt'] },
  { code: 'rate-limited', retryAfterSeconds: 2 },
  { code: 'not-ready', position: 41, retryAfterSeconds: 2 },
  { code: 'not-ready', retryAfterSeconds: 2 },
  { code: 'log-unavailable', retryAfterSeconds: 5 },
  { code: 'engine-unavailable', retryAfterSeconds: 5 },
  { code: 'internal', reference: 'req-17' },
]

describe('messages', () => {
  it.each(interfaceLanguages)('has no empty or broken text in %s', (language) => {
    const broken = textsIn(messages[language]).filter(([, text]) => !isWhole(text))
    expect(broken).toEqual([])
  })

  it.each(['kk', 'ru'] as const)('leaves no English sentence in %s', (language) => {
    const english = new Map(textsIn(messages.en))
    const foreign = textsIn(messages[language]).filter(
      ([path, text]) => / /u.test(text) && (text === english.get(path) || !/\p{Script=Cyrillic}/u.test(text)),
    )
    expect(foreign).toEqual([])
  })

  it.each(interfaceLanguages)('writes every problem in whole sentences in %s', (language) => {
    for (const problem of problems) {
      const { title, detail } = problemText(language, problem)
      expect(title).not.toMatch(/\.$/u)
      expect(detail).toSatisfy(isWhole)
    }
  })

  it('puts what a problem carries into its text', () => {
    expect(problemText('kk', { code: 'body-too-large', maxBytes: 1024 ** 2 }).detail).toContain('1\u00a0МБ')
    expect(problemText('ru', { code: 'invalid-fields', count: 2 }).detail).toContain('2\u00a0поля')
    expect(problemText('en', { code: 'gone', reason: 'Wrong date' }).detail).toContain('Wrong date')
    expect(fieldProblemText('ru', { code: 'too-long', max: 300 })).toBe(
      'Слишком длинно: не больше 300\u00a0знаков.',
    )
    expect(fieldProblemText('en', { code: 'unknown-member', member: 'body_html', meant: 'bodyHtml' })).toBe(
      'There is no member “body_html”. Did you mean “bodyHtml”?',
    )
    expect(fieldProblemText('kk', { code: 'out-of-range', min: 1, max: 100 })).toContain('1 мен 100')
    expect(warningText('en', { code: 'link-dropped', url: 'javascript:1' })).toContain('javascript:1')
  })

  it('names restore when a withdrawn article is to be revised', () => {
    for (const language of interfaceLanguages) {
      expect(problemText(language, { code: 'withdrawn' }).detail).toContain('restore')
    }
  })
})

/** Something to read, trimmed, with no sign of a value that was not there. */
function isWhole(text: string): boolean {
  return /\S/u.test(text) && !/undefined|\[object|^\s|\s$| {2}/u.test(text)
}

/** Plain texts of a tree of messages with their paths; functions are left to their own tests. */
function textsIn(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}/${key}`))
}
