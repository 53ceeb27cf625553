/**
 * Lower case for comparing: the Latin alphabets of Kazakh tell `ı` from `i`, of which capitals keep nothing (`I` is the
 * capital of both in one alphabet, `İ` that of `i` in the other).
 */
export function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('i\u0307', 'i').replaceAll('ı', 'i')
}
