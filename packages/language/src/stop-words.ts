import { ENGLISH_STOP_WORDS } from './en/stop-words.ts'
import { fold, spell } from './fold.ts'
import { skeleton } from './kk/skeleton.ts'
import { KAZAKH_STOP_WORDS } from './kk/stop-words.ts'
import { RUSSIAN_STOP_WORDS } from './ru/stop-words.ts'

/**
 * A function word of any of the three languages. A Kazakh one counts in every alphabet from four letters up; below,
 * the skeleton meets names and other languages' words: Ким and кім, "men" and мен.
 */
export function isStopWord(word: string): boolean {
  const folded = fold(word)
  if (STOP_WORDS.some((words) => words.has(folded))) return true
  const letters = skeleton(spell(word))
  return letters.length >= 4 && KAZAKH_SKELETONS.has(letters)
}

const STOP_WORDS = [KAZAKH_STOP_WORDS, RUSSIAN_STOP_WORDS, ENGLISH_STOP_WORDS]

/** In other letters these are Ghana and the bars of a city. */
const OTHER_WORDS: ReadonlySet<string> = new Set(['ғана', 'бәрі'])

const KAZAKH_SKELETONS: ReadonlySet<string> = new Set(
  Array.from(KAZAKH_STOP_WORDS.difference(OTHER_WORDS), skeleton),
)
