import type { ArticleLanguage } from '@uniwire/newsroom'

/** What feeds say about themselves, in the language of the feed. */
interface FeedTexts {
  readonly news: (university: string) => string
  readonly newsIn: (university: string, category: string) => string
  readonly language: string
}

export const feedTexts: Readonly<Record<ArticleLanguage, FeedTexts>> = {
  kk: {
    news: (university) => `${university}: жаңалықтар`,
    newsIn: (university, category) => `${university}: жаңалықтар, «${category}»`,
    language: 'қазақша',
  },
  'kk-Latn': {
    news: (university) => `${university}: jańalyqtar`,
    newsIn: (university, category) => `${university}: jańalyqtar, «${category}»`,
    language: 'qazaqsha',
  },
  ru: {
    news: (university) => `${university}: новости`,
    newsIn: (university, category) => `${university}: новости, «${category}»`,
    language: 'на русском',
  },
  en: {
    news: (university) => `${university}: news`,
    newsIn: (university, category) => `${university}: news, “${category}”`,
    language: 'in English',
  },
}

/** The feed of all universities speaks to readers of all languages at once. */
export const allFeedTexts = {
  title: 'Uniwire: жаңалықтар, новости, news',
  description: 'Университет жаңалықтары. Новости университетов. News of universities.',
  subscriptions: 'Uniwire',
} as const
