/** Beyond this a line is told from others by its beginning. */
const READ = 1_000
const OFFSET_BASIS = 0x811c9dc5
const PRIME = 0x01000193

/**
 * 32 bits that are equal for lines that say the same: letter case, white space and numbers (of visitors, of a year)
 * make no difference. 0 for a line without two letters, which says nothing. No text can be made of it again.
 */
export function fingerprintOf(text: string): number {
  const folded = text
    .slice(0, READ)
    .normalize('NFC')
    .toLowerCase()
    .replace(/\p{Nd}+/gu, '0')
    .replace(/\s+/gu, ' ')
    .trim()
  if (!/\p{L}.*\p{L}/u.test(folded)) return 0
  let hash = OFFSET_BASIS
  for (let at = 0; at < folded.length; at += 1) hash = Math.imul(hash ^ folded.charCodeAt(at), PRIME)
  return mixed(hash)
}

/** FNV-1a leaves lines that differ in one letter close together; the last step of MurmurHash3 does not. */
function mixed(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return (second ^ (second >>> 16)) >>> 0
}
