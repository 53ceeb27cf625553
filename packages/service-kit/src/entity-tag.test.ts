import { describe, expect, it } from 'vitest'
import { readTags, tagMatches } from './entity-tag.ts'

describe('entity tags', () => {
  it('are read with and without the sign of weakness, from a list, and as `*`', () => {
    expect(readTags('"1", W/"2","a, b"')).toEqual(['1', '2', 'a, b'])
    expect(readTags(' * ')).toBe('*')
    expect(readTags('unquoted')).toEqual([])
  })

  it('match weakly, also when a compressing proxy has signed them', () => {
    expect(tagMatches('"7"', '7')).toBe(true)
    expect(tagMatches('W/"7"', '7')).toBe(true)
    expect(tagMatches('"6", "7-gzip"', '7')).toBe(true)
    expect(tagMatches('*', '7')).toBe(true)
    expect(tagMatches('"77"', '7')).toBe(false)
    expect(tagMatches('7', '7')).toBe(false)
  })
})
