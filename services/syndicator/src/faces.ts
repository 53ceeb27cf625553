import type { ArticleLanguage, University, UniversityNames } from '@uniwire/newsroom'

type NameLanguage = keyof UniversityNames

/**
 * What documents show of a university, apart from each other, so that a change moves those documents
 * alone that show it: one face per language of an entry or a feed, `main` on feeds of all its languages,
 * `list` in the list of subscriptions.
 */
export const FACES = ['kk', 'ru', 'en', 'main', 'list'] as const
export type Face = (typeof FACES)[number]

/** When each face became what it is, in milliseconds. */
export type FaceTimes = Readonly<Record<Face, number>>

/** Equal texts are equal faces. */
export function facesOf(university: University): Readonly<Record<Face, string>> {
  const { homepage, logo, rights, languages, closed } = university
  const inLanguage = (name: string) => JSON.stringify([name, homepage, logo, rights])
  const { kk, ru, en } = university.names
  const main = mainLanguage(university)
  return {
    kk: inLanguage(kk),
    ru: inLanguage(ru),
    en: inLanguage(en),
    main: JSON.stringify([main, inLanguage(university.names[main])]),
    list: JSON.stringify([university.names[main], homepage, languages, closed !== undefined]),
  }
}

/** The university's first language is the one in which it speaks for itself. */
export function mainLanguage({ languages }: University): NameLanguage {
  return nameLanguage(languages[0] ?? 'kk')
}

/** Names are kept once per language: Kazakh in Latin letters uses the Kazakh one. */
export function nameLanguage(language: ArticleLanguage): NameLanguage {
  return language === 'kk-Latn' ? 'kk' : language
}
