/** Words in one shingle: fewer make texts on one subject alike, more make every edit count too much. */
const SHINGLE_WORDS = 5
/** Of a shorter text a likeness says little: notices of a line or two are alike by nature. */
const LEAST_SHINGLES = 10
/** 16 × 4 values: of texts that share 0.8 of their shingles 1 in 5,000 pairs has no band in common. */
const BANDS = 16
const VALUES_IN_BAND = 4

/** From here on two texts are one that was edited. */
export const SAME_TEXT = 0.8

/**
 * Terms of which two near-duplicates almost surely have one in common (MinHash, Broder 1997; bands, Leskovec
 * et al., Mining of Massive Datasets, §3.4), and other texts almost surely none. `keys` is the stream of keys,
 * so one text in two alphabets is one. None for a short text.
 */
export function sameTextBands(keys: readonly string[]): readonly string[] {
  const shingles = shinglesOf(keys)
  if (shingles.size < LEAST_SHINGLES) return []
  const least = new Uint32Array(BANDS * VALUES_IN_BAND).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let index = 0; index < least.length; index += 1) {
      const value = mixed(shingle ^ Math.imul(index + 1, GOLDEN))
      if (value < (least[index] ?? 0)) least[index] = value
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    const values = least.subarray(band * VALUES_IN_BAND, (band + 1) * VALUES_IN_BAND)
    return `${band.toString(36)}${Array.from(values, (value) => value.toString(36).padStart(7, '0')).join('')}`
  })
}

/** Jaccard similarity of the shingles of two streams of keys, 0 to 1; 0 when one is too short to say. */
export function textSimilarity(a: readonly string[], b: readonly string[]): number {
  const [ofA, ofB] = [shinglesOf(a), shinglesOf(b)]
  if (Math.min(ofA.size, ofB.size) < LEAST_SHINGLES) return 0
  const both = ofA.intersection(ofB).size
  return both / (ofA.size + ofB.size - both)
}

function shinglesOf(keys: readonly string[]): ReadonlySet<number> {
  const hashes = keys.map(hashOf)
  const shingles = new Set<number>()
  for (let end = SHINGLE_WORDS; end <= hashes.length; end += 1) {
    let shingle = 0
    for (let at = end - SHINGLE_WORDS; at < end; at += 1) shingle = mixed(shingle ^ (hashes[at] ?? 0))
    shingles.add(shingle)
  }
  return shingles
}

const GOLDEN = 0x9e3779b1

/** FNV-1a over UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** The finaliser of MurmurHash3: every bit of the result depends on every bit of the number. */
function mixed(number: number): number {
  let value = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
