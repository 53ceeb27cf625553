/** `a, b c, d` as `['a', 'b c', 'd']`: long closed lists stay readable when each language has its own lines. */
export function wordList(list: string): readonly string[] {
  return list.split(',').map((word) => word.trim())
}
