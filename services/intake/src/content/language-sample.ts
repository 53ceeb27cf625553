import { wordsOf } from './words-of.ts'

const SAMPLES = 3
/** A claim is only doubted when a hundred words speak clearly against it; without one, more are looked at. */
const CHARACTERS = { claimed: 200, unknown: 600 } as const

/**
 * Text from the beginning, the middle and the end of sanitised HTML: enough to tell its language by. To look at
 * all of a long article would cost as much as everything else that intake does with it (measured).
 */
export function languageSample(html: string, known: keyof typeof CHARACTERS): string {
  const characters = CHARACTERS[known]
  if (html.length <= SAMPLES * characters) return wordsOf(html)
  const last = html.length - characters
  const passages = [0, Math.floor(last / 2), last].map((start) =>
    withoutCutTags(html.slice(start, start + characters)),
  )
  return wordsOf(passages.join('\n'))
}

/**
 * Some thirty words from the middle of a long article: where they speak clearly for what was claimed, nobody need look
 * further. `undefined` for a short one.
 */
export function middleSample(html: string): string | undefined {
  const characters = CHARACTERS.claimed
  if (html.length <= SAMPLES * characters) return undefined
  const start = Math.floor((html.length - characters) / 2)
  return wordsOf(withoutCutTags(html.slice(start, start + characters)))
}

/** In sanitised HTML `<` and `>` are tags and nothing else. */
function withoutCutTags(html: string): string {
  return html.replace(/^[^<>]*>/, '').replace(/<[^>]*$/, '')
}
