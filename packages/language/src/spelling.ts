import { fold, spell } from './fold.ts'
import { single } from './key.ts'
import { skeleton } from './kk/skeleton.ts'

/** A word of a dictionary and how often it is used. */
export type KnownWord = {
  readonly word: string
  readonly articles: number
}

/** Where in a dictionary to look for what a word may have been meant to be. */
export type Neighbourhood = {
  /** What any spelling of the word, in any script, may begin with. */
  readonly beginnings: readonly string[]
  /** In code points. */
  readonly minLength: number
  readonly maxLength: number
}

/** No word of a title is longer, and a pattern of so many letters costs an engine dearly. */
const LONGEST_CORRECTED = 48

/**
 * `undefined` for a word too short or too long to be corrected, and for one with digits. The first letter is taken to be
 * right, as every spelling corrector takes it: few mistype it, and it divides a dictionary by twenty.
 */
export function neighbourhood(word: string): Neighbourhood | undefined {
  const letters = sounds(word)
  const allowed = allowedEdits(letters)
  if (allowed === 0) return undefined
  const length = Array.from(fold(word)).length
  if (length > LONGEST_CORRECTED) return undefined
  return {
    beginnings: BEGINNINGS.get(letters.charAt(0)) ?? [letters.charAt(0)],
    // A letter of one script may be two of another: ш and sh.
    minLength: Math.max(2, Math.floor(length / 2) - allowed),
    maxLength: length * 2 + allowed,
  }
}

/**
 * The word of the dictionary that was probably meant: by the fewest edits of what all scripts share, then by the
 * script it was typed in, then the most used. One edit – a letter too many, missing, wrong, or two in the wrong
 * order – in words of four to seven letters, two in longer ones. `undefined` when none is that near.
 */
export function nearestWord(word: string, dictionary: Iterable<KnownWord>): KnownWord | undefined {
  const letters = sounds(word)
  const allowed = allowedEdits(letters)
  if (allowed === 0) return undefined
  const script = scriptOf(fold(word))
  let nearest: { readonly known: KnownWord; readonly rank: readonly number[] } | undefined
  for (const known of dictionary) {
    const edits = editsBetween(letters, sounds(known.word), allowed)
    if (edits === 0 || edits > allowed) continue
    const rank = [edits, scriptOf(known.word) === script ? 0 : 1, -known.articles]
    if (nearest === undefined || isBefore(rank, nearest.rank)) nearest = { known, rank }
  }
  return nearest?.known
}

/** As `key`, but the whole word. */
const sounds = (word: string): string => single(skeleton(spell(word)))

function allowedEdits(letters: string): number {
  if (letters.length < 4 || !/^\p{L}+$/u.test(letters)) return 0
  return letters.length < 8 ? 1 : 2
}

const scriptOf = (word: string): string => (/\p{Script=Cyrillic}/u.test(word) ? 'Cyrillic' : 'other')

const isBefore = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((value, index) => value !== b[index])
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0)
}

/** Optimal string alignment; anything above `most` is only known to be above it. */
function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let edits = Math.min(
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
      )
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwapped && row > 1 && column > 1) edits = Math.min(edits, (before[column - 2] ?? 0) + 1)
      line.push(edits)
    }
    if (Math.min(...line) > most) return most + 1
    before = above
    above = line
  }
  return above[b.length] ?? most + 1
}

const FIRST_LETTERS =
  'а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ы э ю я ә ғ қ ң ө ұ ү һ і ї є ґ ў ' +
  'a b c d e f g h i j k l m n o p q r s t u v w x y z á ä ǵ ğ ı ñ ń ó ö ş ý ú ü ū ç ə ' +
  'ce ch ci cy gh kh sch sh ts zh'

/** First letter of a skeleton → what words of it begin with in any script. */
const BEGINNINGS: ReadonlyMap<string, readonly string[]> = Map.groupBy(FIRST_LETTERS.split(' '), (letters) =>
  skeleton(spell(letters)).charAt(0),
)
