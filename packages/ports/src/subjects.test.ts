import { describe, expect, it } from 'vitest'
import { LogMisuseError } from './errors.ts'
import type { StreamSpec } from './log-record.ts'
import { checkConsumerName, checkPattern, checkSpec, checkSubject, takes } from './subjects.ts'

const NEWS: StreamSpec = {
  name: 'UNIWIRE',
  subjects: ['article.>', 'exact.subject'],
  retention: { kind: 'forever' },
}
const BROKEN = ['', '.', 'a.', '.a', 'a..b', 'a b', 'a\tb', 'a.*', '*', '>', 'a.>.b', 'a\u0000b', 'a.b\u007F']

describe('a subject', () => {
  it('is taken by a prefix of it and by itself, and by no other stream', () => {
    for (const subject of ['article.kaznu', 'article.kaznu.1', 'exact.subject', 'article.қазұу']) {
      expect(() => checkSubject(NEWS, subject)).not.toThrow()
    }
    for (const subject of ['article', 'articles.kaznu', 'exact', 'exact.subject.1', 'key.kaznu.1']) {
      expect(() => checkSubject(NEWS, subject)).toThrow(LogMisuseError)
    }
  })

  it('is neither a wildcard, nor white space, nor a path with an empty part', () => {
    for (const subject of BROKEN) {
      expect(() => checkSubject({ ...NEWS, subjects: ['article.>', subject] }, subject)).toThrow(
        LogMisuseError,
      )
    }
  })

  it('is read by itself, by a prefix, or all together', () => {
    expect(takes(undefined, 'article.kaznu.1')).toBe(true)
    expect(takes('article.kaznu.>', 'article.kaznu.1')).toBe(true)
    expect(takes('article.kaznu.>', 'article.kaznu')).toBe(false)
    expect(takes('article.kaznu.>', 'article.kaznu2.1')).toBe(false)
    expect(() => checkPattern('article.kaznu.>')).not.toThrow()
    for (const pattern of BROKEN) expect(() => checkPattern(pattern)).toThrow(LogMisuseError)
  })
})

describe('a stream and a consumer', () => {
  it('have names that every engine takes', () => {
    for (const name of ['uniwire', '', 'UNI WIRE', 'UNI.WIRE', '1UNIWIRE']) {
      expect(() => checkSpec({ ...NEWS, name })).toThrow(LogMisuseError)
    }
    for (const name of ['', 'a b', 'a.b', 'a>', 'ә'])
      expect(() => checkConsumerName(name)).toThrow(LogMisuseError)
    expect(() => checkConsumerName('search-of_7')).not.toThrow()
  })

  it('take something, for some time', () => {
    expect(() => checkSpec(NEWS)).not.toThrow()
    expect(() => checkSpec({ ...NEWS, subjects: [] })).toThrow(LogMisuseError)
    for (const days of [0, -1, Number.NaN]) {
      expect(() => checkSpec({ ...NEWS, retention: { kind: 'days', days } })).toThrow(LogMisuseError)
    }
  })
})
