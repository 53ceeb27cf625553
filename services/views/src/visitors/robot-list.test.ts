import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRobotList, readRobotList } from './robot-list.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'uniwire-robots-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function listOf(content: string) {
  const file = join(folder, 'list')
  writeFileSync(file, content)
  return readRobotList(file)
}

describe('a list of robots', () => {
  it.each([
    ['lines', 'harvester\n^Old\\s?Crawler\n\n'],
    [
      'COUNTER’s own JSON',
      '[{"pattern":"harvester","last_changed":"2024-01-01"},{"pattern":"^Old\\\\s?Crawler"}]',
    ],
  ])('is read from %s, and case does not matter', (_, content) => {
    const list = listOf(content)
    expect(list.has('Mozilla/5.0 (compatible; HARVESTER 1.0)')).toBe(true)
    expect(list.has('old crawler/2')).toBe(true)
    expect(list.has('the old crawler')).toBe(false)
    expect(list.has('Mozilla/5.0 (X11; Linux x86_64; rv:132.0)')).toBe(false)
  })

  it.each(['', '(', '[{"name":"x"}]', '[', '[]'])('that cannot be used stops the start: %j', (content) => {
    expect(() => listOf(content)).toThrow('UNIWIRE_ROBOTS_FILE')
  })

  it('that is not there stops the start as well', () => {
    expect(() => readRobotList(join(folder, 'nothing'))).toThrow('UNIWIRE_ROBOTS_FILE')
  })

  it('has each pattern by itself: no bracket of one swallows another', () => {
    expect(() => createRobotList(['(a', 'b)'])).toThrow(SyntaxError)
  })
})
