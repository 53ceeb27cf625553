/** The words of a text in one script, in lower case; `weight` counts their letters, names not counted. */
export type ScriptWords = {
  readonly words: readonly string[]
  readonly weight: number
}

export interface WrittenWord {
  readonly lower: string
  /** UTF-16 units of it, in NFC, as it was written. */
  readonly letters: number
  readonly beginsLower: boolean
}

/** The words of a text, as they are found. */
export interface Evidence {
  /** A word is Cyrillic where any letter of it is. */
  add(script: 'cyrillic' | 'latin', word: WrittenWord): void
  result(): { readonly cyrillic: ScriptWords; readonly latin: ScriptWords }
}

/**
 * Which script a text is in is decided by letters, since names are many but short; and by words in lower case
 * where there are any, since a Russian question about "Tesla Electric Light & Manufacturing" is Russian.
 */
export function evidence(): Evidence {
  const cyrillic = { words: [] as string[], letters: 0, lowerLetters: 0 }
  const latin = { words: [] as string[], letters: 0, lowerLetters: 0 }
  let named = true
  const of = ({ words, letters, lowerLetters }: typeof latin): ScriptWords => ({
    words,
    weight: named ? letters : lowerLetters,
  })
  return {
    add(script, { lower, letters, beginsLower }) {
      const own = script === 'cyrillic' ? cyrillic : latin
      own.words.push(lower)
      own.letters += letters
      if (!beginsLower) return
      own.lowerLetters += letters
      named = false
    },
    result: () => ({ cyrillic: of(cyrillic), latin: of(latin) }),
  }
}
