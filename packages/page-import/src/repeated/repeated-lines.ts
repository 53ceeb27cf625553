import { fingerprintOf } from './fingerprint.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import type { PageTrace } from './page-trace.ts'

/** On how many of the other pages of its site, of `pages`, a line was printed as well. */
export interface Repetition {
  readonly times: (line: KnownLine) => number
  readonly pages: number
}

/** Two pages may share a paragraph because they tell of one thing. */
const LEAST_PAGES = 2

/**
 * What the pages seen before say about this one's lines. Only pages of the same site and language count, and only
 * those that tell another story: each of the two has a full paragraph that the other has not. So an article that is
 * posted a second time, corrected or under another number, never makes chrome of its own text.
 */
export function repetitionOf(own: PageTrace, seen: readonly PageTrace[]): Repetition {
  const stories = [withAll(own)]
  for (const page of seen) {
    if (page.site !== own.site || page.language !== own.language) continue
    const other = withAll(page)
    if (stories.every((story) => isOtherStory(story, other))) stories.push(other)
  }
  const pages = stories.slice(1)
  return {
    pages: pages.length,
    times: (line) => {
      const fingerprint = fingerprintOf(line.text)
      return fingerprint === 0 ? 0 : pages.filter(({ all }) => all.has(fingerprint)).length
    },
  }
}

interface Story {
  readonly text: readonly number[]
  readonly all: ReadonlySet<number>
}

function withAll({ text, around }: PageTrace): Story {
  return { text, all: new Set([...text, ...around]) }
}

function isOtherStory(a: Story, b: Story): boolean {
  return a.text.some((line) => !b.all.has(line)) && b.text.some((line) => !a.all.has(line))
}

/** A site's own line stands on most of its pages; an invitation that the press office repeats on some does not. */
export function isRepeated({ times, pages }: Repetition, line: KnownLine): boolean {
  const found = times(line)
  return found >= LEAST_PAGES && 2 * found >= pages
}
