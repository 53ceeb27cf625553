/**
 * Kazakh suffixes in the letters of `skeleton`, written as grammars write them: a capital is a sound that adapts.
 * First letter, to the sound before it: L = l d t (plural), N = n d t (genitive, accusative), D = d t, G = g k,
 * M = m b p. Vowels, to the last vowel of the word: A = a e. After `<` stand the sounds that the suffix may
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
  // -ады -йды -атын -йтын -ғандай -ғандықтан -ғалы -мады -саң, with persons
  {
    suffixes:
      'Adi<C idi Atin<C itin GAndAi GAndiktAn GAnDA GAnxA GAndA GAli Adimiz<C Amiz<C Amin<C imiz<V imin<V Diniz Dik Dim MAdi MAGAn MAidi MAitin sAniz sAk sAm',
    leave: 3,
  },
  // person of the predicate; not -мын, which білім-ін looks like
  { suffixes: 'sin Miz siz sizdAr', leave: 4 },
  // case; after a possessive, whose vowel is i, with the linking n
  { suffixes: 'Nin GA Ni DA DAn nAn<mn men<aeioulmnr ben<jzlmnr pen n<i nin<i ndA<i nAn<i nA<i', leave: 3 },
  // -дағы -ғы -ндағы -нікі: what is there, of then, of someone
  { suffixes: 'DAgi ndAgi<i gi<nrzl ki<sxt niki diki tiki', leave: 3 },
  // possession
  { suffixes: 'i<C si<V imiz iniz miz<V niz<V', leave: 3 },
  // plural
  { suffixes: 'LAr', leave: 3 },
]

/** Participles, converbs, the infinitive, the imperative, and negation before them. */
export const VERBAL_LAYERS: readonly Layer[] = [
  { suffixes: 'GAn ip<C p<V u i<ou sA Gin sin Ai', leave: 3 },
  { suffixes: 'MA', leave: 3 },
]

/** -лық -шы -сыз -лы -дай -ша -ғыш -лау: words made from words. */
export const DERIVATIONAL_LAYERS: readonly Layer[] = [
  { suffixes: 'lik dik tik xi<u siz li<lmnr DAi xA Gix lau lAs lAn DAs', leave: 3 },
]
