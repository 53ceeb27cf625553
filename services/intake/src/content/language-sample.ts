import { plainText } from '@uniwire/newsroom'

const SAMPLES = 3
const SAMPLE_CHARACTERS = 400

/**
 * Text from the beginning, the middle and the end of sanitised HTML: enough to tell its language by. To look at
 * all of a long article would cost as much as everything else that intake does with it (measured).
 */
export function languageSample(html: string): string {
  if (html.length <= SAMPLES * SAMPLE_CHARACTERS) return plainText(html)
  const last = html.length - SAMPLE_CHARACTERS
  return [0, Math.floor(last / 2), last]
    .map((start) => plainText(withoutCutTags(html.slice(start, start + SAMPLE_CHARACTERS))))
    .join('\n')
}

/** In sanitised HTML `<` and `>` are tags and nothing else. */
function withoutCutTags(html: string): string {
  return html.replace(/^[^<>]*>/, '').replace(/<[^>]*$/, '')
}
