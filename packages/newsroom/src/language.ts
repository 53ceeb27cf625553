/** BCP 47 tags of the languages of an article; `kk` is written in Cyrillic. */
export const ARTICLE_LANGUAGES = ['kk', 'kk-Latn', 'ru', 'en'] as const
export type ArticleLanguage = (typeof ARTICLE_LANGUAGES)[number]
