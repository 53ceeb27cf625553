import { describe, expect, it } from 'vitest'
import { manifests, sourceFiles, withoutComments } from './repository.ts'

const files = sourceFiles()
const MOST_LINES = 250
const MEDIAN_LINES = 80
const MOST_ENTRY_LINES = 40
/** Names that say nothing of what is in a file. */
const EMPTY_NAMES = /(?:^|\/)(?:utils?|helpers?|common|manager|misc|types)(?:\.ts|\/)/

describe('the shape of the tree', () => {
  it('has small files', () => {
    const lines = files.map(({ path, text }) => ({ path, count: linesOf(text) }))
    expect(lines.filter(({ count }) => count > MOST_LINES).map(({ path }) => path)).toEqual([])
    const sorted = lines.map(({ count }) => count).toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MEDIAN_LINES)
  })

  it('has entry points that only compose', () => {
    const long = files.filter(
      ({ path, text }) => /^services\/[^/]+\/src\/main\.ts$/.test(path) && linesOf(text) > MOST_ENTRY_LINES,
    )
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('has names that say something', () => {
    expect(files.filter(({ path }) => EMPTY_NAMES.test(path)).map(({ path }) => path)).toEqual([])
  })

  it('has the same rooms in every service', () => {
    for (const { folder } of manifests().filter(
      (each) => each.folder.startsWith('services/') && !each.folder.endsWith('standalone'),
    )) {
      const rooms = files
        .filter(({ path }) => path.startsWith(`${folder}/src/`))
        .map(({ path }) => path.slice(folder.length + 5))
      expect(rooms, folder).toEqual(
        expect.arrayContaining(['config.ts', 'index.ts', 'app.ts', 'service.ts', 'consumer.ts']),
      )
    }
  })

  it('has one door a package, of named exports', () => {
    const doors = files.filter(({ path }) => /^(?:packages|services)\/[^/]+\/src\/index\.ts$/.test(path))
    expect(doors.filter(({ text }) => /export (?:\*|default)/.test(text)).map(({ path }) => path)).toEqual([])
    const inner = files.filter(({ path }) => /\/src\/.+\/index\.ts$/.test(path))
    expect(inner.map(({ path }) => path)).toEqual([])
  })

  it('has no silenced check', () => {
    const silencedCheck =
      /@ts-(?:ignore|expect-error|nocheck)|(?:eslint|oxlint)-disable(?!.* -- )|catch \{\s*\}/
    const untyped = /\bas any\b|: any(?:[,;)\]>]| =)/
    const wrong = files.filter(({ text }) => {
      return silencedCheck.test(text) || untyped.test(withoutComments(text))
    })
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

function linesOf(text: string): number {
  return text.split('\n').length - 1
}
