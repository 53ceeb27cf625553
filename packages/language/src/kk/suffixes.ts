/**
 * Kazakh suffixes in the letters of `skeleton`, written as grammars write them: a capital is a sound that adapts.
 * First letter, to the sound before it: L = l d t (plural), N = n d t (genitive, accusative), D = d t, G = g k,
 * M = m b p, B = l d t (verbs made of nouns, after a consonant). Vowels, to the last vowel of the word: A = a e. After `<` stand the sounds that the suffix may
 * follow: C any consonant (й and у count, being i and u here), V any vowel.
 */
export type Layer = {
  readonly suffixes: string
  /** Letters that must remain, unless a known root remains. */
  readonly leave: number
}

/**
 * The layers in the order in which they come off, from the end of the word. Finite verbs go first: case and
 * possession would eat the second half of -ады, -атын, -ған.
 */
export const NOMINAL_LAYERS: readonly Layer[] = [
  // -ды after a vowel, which the accusative is not; -лады -дады -тады: no verb ends in a cluster, so the -да- of
  // "аяқтады" is a suffix as in "аяқтау" and not the -а- of "айтады"; -ады -йды -атын -йтын -ғандай -ғандықтан -ғалы -мады -саң, with persons
  {
    suffixes:
      'di<ae BAdi Adi<C idi Atin<C itin GAndAi GAndiktAn GAnDA GAnxA GAndA GAni GAnin GAli Adimiz<C Amiz<C Amin<C imiz<V imin<V Diniz Dik Dim MAdi MAGAn MAidi MAitin sAniz sAk sAm',
    leave: 3,
  },
  // person of the predicate; not -мын and -сың, which білім-ін and дәріс-ін, бала-сы-н look like
  { suffixes: 'Miz siz sizdAr', leave: 4 },
  // case; after a possessive, whose vowel is i, with the linking n
  { suffixes: 'Nin GA Ni DA DAn nAn<mn men<aeioulmnr ben<jzlmnr pen n<i nin<i ndA<i nAn<i nA<i', leave: 3 },
  // -дағы -ғы -ндағы -нікі: what is there, of then, of someone
  { suffixes: 'DAgi ndAgi<i gi<nrzl ki<sxt niki diki tiki', leave: 3 },
  // possession; and -лы, for no word ends in -рл
  { suffixes: 'i<C li<r si<V imiz iniz miz<V niz<V', leave: 3 },
  // plural
  { suffixes: 'LAr', leave: 3 },
]

/**
 * Possession with a case, and -лы. Read only where a known root remains: -етін of "университетін" is that of "келетін"
 * by its sounds, and -ан-ы-н of "романын" that of "баланың".
 */
export const UPON_A_ROOT: Layer = {
  suffixes: 'in<C inA<C indA<C inAn<C inin<C imen<C sin<V sinA<V sindA<V sinAn<V sinin<V simen<V',
  leave: Number.POSITIVE_INFINITY,
}

/** Participles, converbs, the infinitive, the imperative, and negation before them. */
export const VERBAL_LAYERS: readonly Layer[] = [
  { suffixes: 'GAn ip<C p<V u i<ou sA Gin sin Ai', leave: 3 },
  { suffixes: 'MA', leave: 3 },
]

/** -лық -шы -сыз -лы -дай -ша -ғыш -лау: words made from words. */
export const DERIVATIONAL_LAYERS: readonly Layer[] = [
  { suffixes: 'lik dik tik xi<u siz li<lmnr DAi xA Gix lau lA<r lAs lAn DAs', leave: 3 },
]
