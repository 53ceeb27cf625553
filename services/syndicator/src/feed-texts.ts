import type { ArticleLanguage } from '@uniwire/newsroom'

/** What feeds say about themselves, in the language of the feed. */
interface FeedTexts {
  readonly news: (university: string) => string
  readonly newsIn: (university: string, category: string) => string
  readonly language: string
  readonly withdrawn: string
  readonly withdrawnBy: (university: string) => string
  readonly reason: (reason: string) => string
  /** Of the link from the beginning of an article to all of it. */
  readonly fullText: string
}

export const feedTexts: Readonly<Record<ArticleLanguage, FeedTexts>> = {
  kk: {
    news: (university) => `${university}: жаңалықтар`,
    newsIn: (university, category) => `${university}: жаңалықтар, «${category}»`,
    language: 'қазақша',
    withdrawn: 'Бұл мақала қайтарып алынды',
    withdrawnBy: (university) => `${university} бұл мақаланы қайтарып алды.`,
    reason: (reason) => `Себебі: ${reason}`,
    fullText: 'Мақаланың толық мәтіні',
  },
  'kk-Latn': {
    news: (university) => `${university}: jańalyqtar`,
    newsIn: (university, category) => `${university}: jańalyqtar, «${category}»`,
    language: 'qazaqsha',
    withdrawn: 'Bul maqala qaıtaryp alyndy',
    withdrawnBy: (university) => `${university} bul maqalany qaıtaryp aldy.`,
    reason: (reason) => `Sebebi: ${reason}`,
    fullText: 'Maqalanyń tolyq mátini',
  },
  ru: {
    news: (university) => `${university}: новости`,
    newsIn: (university, category) => `${university}: новости, «${category}»`,
    language: 'на русском',
    withdrawn: 'Эта статья отозвана',
    withdrawnBy: (university) => `Статью отозвал её издатель: ${university}.`,
    reason: (reason) => `Причина: ${reason}`,
    fullText: 'Полный текст статьи',
  },
  en: {
    news: (university) => `${university}: news`,
    newsIn: (university, category) => `${university}: news, “${category}”`,
    language: 'in English',
    withdrawn: 'This article was withdrawn',
    withdrawnBy: (university) => `${university} has withdrawn this article.`,
    reason: (reason) => `Reason: ${reason}`,
    fullText: 'The whole article',
  },
}

/** The feed of all universities speaks to readers of all languages at once. */
export const allFeedTexts = {
  title: 'Uniwire: жаңалықтар, новости, news',
  description: 'Университет жаңалықтары. Новости университетов. News of universities.',
  subscriptions: 'Uniwire',
} as const
