/** The languages that Uniwire analyses; `kk-Latn` is Kazakh in any of its Latin alphabets (contract §2). */
export type Language = 'kk' | 'kk-Latn' | 'ru' | 'en'

export const LANGUAGES: readonly Language[] = ['kk', 'kk-Latn', 'ru', 'en']
