import { FRONT_ROOTS, KNOWN_ROOTS } from './roots.ts'
import type { Layer } from './suffixes.ts'

const VOWELS = 'aeiou'
const VOICELESS = 'ptksxfhcbvgd'
const SONORANTS = 'lmnr'

/**
 * Which sounds each form of an adapting first letter follows; loans in b, v, g, d behave like voiceless ones. No word
 * ends in ұ or ү, and у takes -ды: the n of мазмұны is its own.
 */
const INITIALS: Readonly<Record<string, readonly (readonly [letter: string, after: string])[]>> = {
  L: [['l', `${VOWELS}r`], ['d', 'lmnjz'], ['t', VOICELESS]],
  N: [['n', 'aeiomn'], ['d', 'iulmnrjz'], ['t', VOICELESS]],
  D: [['d', `${VOWELS}${SONORANTS}jz`], ['t', VOICELESS]],
  G: [['g', `${VOWELS}${SONORANTS}jz`], ['k', VOICELESS]],
  M: [['m', `${VOWELS}${SONORANTS}`], ['b', `${SONORANTS}jz`], ['p', VOICELESS]],
  B: [['l', 'r'], ['d', 'lmnjz'], ['t', VOICELESS]],
} // prettier-ignore
const CONTEXTS: Readonly<Record<string, string>> = { C: 'bcdfghijklmnprstuvxz', V: VOWELS }

type Rules = {
  readonly after: ReadonlyMap<string, string>
  readonly longest: number
  /** Letters that some suffix ends with: most layers are passed over by this alone. */
  readonly endings: ReadonlySet<string>
  readonly leave: number
}

/** A layer's suffixes in every form, each with the sounds that it may follow ('' for any). */
export function expand({ suffixes, leave }: Layer): Rules {
  const after = new Map<string, string>()
  for (const entry of suffixes.split(' ')) {
    const [suffix = '', context = ''] = entry.split('<')
    const allowed = CONTEXTS[context] ?? context
    for (const [letter, before] of INITIALS[suffix.charAt(0)] ?? [[suffix.charAt(0), allowed] as const])
      for (const vowel of ['a', 'e']) {
        const form = `${letter}${suffix.slice(1)}`.replaceAll('A', vowel)
        after.set(form, (after.get(form) ?? '') + before)
      }
  }
  const forms = [...after.keys()]
  return {
    after,
    longest: Math.max(...forms.map((form) => form.length)),
    endings: new Set(forms.map((form) => form.slice(-1))),
    leave,
  }
}

/**
 * The length of `word` without a suffix of this layer: the one that leaves a known root, else the longest; its own
 * length when there is none.
 */
export function strip(word: string, rules: Rules): number {
  if (!rules.endings.has(word.slice(-1))) return word.length
  let shortest = word.length
  for (let length = word.length - 1; length >= Math.max(2, word.length - rules.longest); length -= 1) {
    if (!fits(word, length, rules)) continue
    if (KNOWN_ROOTS.has(devoice(word.slice(0, length)))) return length
    if (length >= rules.leave && !isOwnSound(word, length)) shortest = length
  }
  return shortest
}

/**
 * The length of `word` without one suffix of any of the layers, where a known root remains; the longest such root:
 * "емтиханы" is емтихан-ы, though емтиха-ны would come off first.
 */
export function knownRootLength(word: string, layers: readonly Rules[]): number | undefined {
  const lengths = layers
    .map((rules) => strip(word, rules))
    .filter((length) => length < word.length && KNOWN_ROOTS.has(devoice(word.slice(0, length))))
  return lengths.length === 0 ? undefined : Math.max(...lengths)
}

/** A final к, қ, п is voiced before a vowel: кітап, кітабы; тілек, тілегі. */
export const devoice = (word: string): string => word.replace(/g$/u, 'k').replace(/b$/u, 'p')

function fits(word: string, length: number, rules: Rules): boolean {
  const suffix = word.slice(length)
  const after = rules.after.get(suffix)
  if (after === undefined || (after !== '' && !after.includes(word.charAt(length - 1)))) return false
  return inHarmony(word, length, suffix)
}

/**
 * -лыс and -ныс make nouns of verbs, so the s of қозғалысы is the noun's; no word of Kazakh ends in o, and few loans do,
 * so the n of регионы is.
 */
function isOwnSound(word: string, length: number): boolean {
  return /[ln]i,si|o,ni/u.test(`${word.slice(0, length)},${word.slice(length)}`)
}

/**
 * A suffix in a follows a, one in e follows e; other vowels say nothing once the spelling is folded. Nor does the last
 * one of a Russian surname (Тоқаевқа, Медведевке), nor an a that is ә or stands before ь (пәндер, фестивальде).
 */
function inHarmony(word: string, length: number, suffix: string): boolean {
  const wanted = INVARIABLE.has(suffix) ? undefined : /[ae]/u.exec(suffix)?.[0]
  const rest = word.slice(0, length)
  if (rest.endsWith('ev') || (wanted === 'e' && FRONT_ROOTS.has(devoice(rest)))) return true
  for (let i = length - 1; i >= 0; i -= 1) {
    const letter = word.charAt(i)
    if (VOWELS.includes(letter))
      return wanted === undefined || (letter !== 'a' && letter !== 'e') || letter === wanted
  }
  return false
}

/** The instrumental has e after every vowel. */
const INVARIABLE: ReadonlySet<string> = new Set(['men', 'ben', 'pen', 'imen', 'simen'])
