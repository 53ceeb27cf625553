import { describe, expect, it } from 'vitest'
import { progressLines } from './progress.ts'

function said() {
  const lines: string[] = []
  const clock = { ms: 0 }
  const report = progressLines(
    (line) => lines.push(line),
    () => clock.ms,
  )
  return { lines, clock, report }
}
const at = (position: number, copied = position) => ({ stream: 'UNIWIRE', copied, position, end: 1_000 })

describe('the progress of a copy', () => {
  it('says each second how far it is, how fast, and how long it takes', () => {
    const { lines, clock, report } = said()
    report(at(100))
    clock.ms = 999
    report(at(200))
    clock.ms = 2_000
    report(at(500))
    expect(lines).toEqual(['UNIWIRE: 500 of 1000 (50 %), 200 records/s, 3 s left\n'])
  })

  it('says the end of each stream, and counts each for itself', () => {
    const { lines, clock, report } = said()
    report(at(500))
    clock.ms = 100
    report(at(1_000))
    report({ stream: 'UNIWIRE_KEYS', copied: 1, position: 1, end: 9 })
    clock.ms = 1_100
    report({ stream: 'UNIWIRE_KEYS', copied: 5, position: 5, end: 9 })
    expect(lines).toEqual([
      'UNIWIRE: 1000 of 1000 (100 %), 5000 records/s\n',
      'UNIWIRE_KEYS: 5 of 9 (55 %), 4 records/s, 1 s left\n',
    ])
  })
})
