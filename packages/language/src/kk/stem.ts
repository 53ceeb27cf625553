import { KNOWN_ROOTS } from './roots.ts'
import { devoice, expand, knownRootLength, strip } from './strip.ts'
import { DERIVATIONAL_LAYERS, NOMINAL_LAYERS, UPON_A_ROOT, VERBAL_LAYERS } from './suffixes.ts'

const NOMINAL = NOMINAL_LAYERS.map(expand)
const BEFORE_A_ROOT = [...NOMINAL, expand(UPON_A_ROOT)]
// Nominal layers twice: -дағы-лар-ға, a case on what is already a case.
const LAYERS = [...NOMINAL, ...NOMINAL, ...[...VERBAL_LAYERS, ...DERIVATIONAL_LAYERS].map(expand)]

/**
 * A stem of fewer letters is likelier a word cut in two than a root, unless it is a known one. Measured on 273
 * Kazakh queries, stems alone: nDCG@10 0.752 without the limit, 0.762 with it.
 */
const SHORTEST_UNKNOWN = 4

/** Roots whose last vowel falls out before a possessive: халық, халқы. */
const FULL_FORMS: ReadonlyMap<string, string> = new Map([
  ['halk', 'halik'],
  ['orn', 'orin'],
  ['kasiporn', 'kasiporin'],
  ['nark', 'narik'],
  ['kork', 'korik'],
  ['murn', 'murin'],
  ['auz', 'auiz'],
  ['karn', 'karin'],
  ['ern', 'erin'],
  ['erk', 'erik'],
  ['moin', 'moiin'],
  ['gurp', 'gurip'],
  ['surp', 'surip'],
  ['kulp', 'kulip'],
  ['arp', 'arip'],
  ['keip', 'keiip'],
  ['mulk', 'mulik'],
  ['bork', 'borik'],
])

/**
 * The stem of a Kazakh word that is already a `skeleton`: suffixes come off from the end, layer by layer, until
 * nothing comes off or a known root is left. Stems of one word are equal in whatever alphabet it was written.
 */
export function stemKazakh(skeleton: string): string {
  const stem = devoice(settle(skeleton))
  return stem.length < SHORTEST_UNKNOWN && !KNOWN_ROOTS.has(stem)
    ? devoice(skeleton.slice(0, SHORTEST_UNKNOWN))
    : stem
}

function settle(word: string): string {
  let before = ''
  let stem = word
  while (stem !== before) {
    before = stem
    if (KNOWN_ROOTS.has(stem)) return stem
    const known = knownRootLength(stem, BEFORE_A_ROOT)
    if (known !== undefined) return devoice(stem.slice(0, known))
    for (const layer of LAYERS) {
      if (KNOWN_ROOTS.has(stem)) return stem
      const shorter = stem.slice(0, strip(stem, layer))
      if (shorter !== stem) stem = FULL_FORMS.get(shorter) ?? devoice(shorter)
    }
  }
  return stem
}
