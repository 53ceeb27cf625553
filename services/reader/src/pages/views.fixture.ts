import type { ArticleView } from './article-page-view.ts'
import { atMinute, hit, hits, nura, onDay, siteAt, syrdarya, tarbagatay } from './hits.fixture.ts'
import type { HomeView } from './home-page.ts'
import type { SearchView } from './search-page.ts'
import type { UniversityView } from './university-page.ts'
import type { WithdrawnView } from './withdrawn-page.ts'

/** Thirty days with a peak, a day without a view, and one that has just begun. */
export const viewDays = Array.from({ length: 30 }, (_, n) => ({
  day: new Date(Date.UTC(2026, 1, 14 + n)).toISOString().slice(0, 10),
  views: n === 9 ? 0 : n === 21 ? 1_204 : Math.round(180 + 160 * Math.sin(n) + 7 * n) % 700,
}))

/** Views as a full site would give them, for the tests of the pages. */
export const home: HomeView = {
  site: siteAt('/'),
  total: 12_346,
  latest: hits,
  universities: [
    { ...nura, articles: 5_120 },
    { ...tarbagatay, articles: 6_004 },
    { ...syrdarya, articles: 1_222 },
  ],
  mostRead: {
    window: '7d',
    articles: hits
      .slice(0, 5)
      .map(({ id, title, language, university, views }) => ({ id, title, language, university, views })),
  },
  olderPath: '/search?cursor=abc',
}

export const search: SearchView = {
  site: siteAt('/search?q=%D0%BC%D0%BE%D1%81%D1%82&language=ru', 'ru', true),
  parameters: { q: 'мост', university: [], language: ['ru'], category: [] },
  total: 23,
  hits: [
    hit(
      2,
      tarbagatay,
      'ru',
      atMinute('2026-03-12T05:10:00Z'),
      'Студенты проверили, как горные <mark>мосты</mark> переносят весенний паводок, и передали расчёты району',
      '… четыре группы осмотрели одиннадцать переправ. Три <mark>моста</mark> предложено закрыть для грузовых машин до ремонта &amp; усиления …',
      488,
    ),
    hit(
      6,
      syrdarya,
      'ru',
      onDay('2026-03-10'),
      'Библиотека института перешла на открытый каталог',
      '… <mark>мост</mark> между читателем и книгой …',
      904,
    ),
    hit(
      7,
      nura,
      'kk',
      atMinute('2025-11-02T05:10:00Z'),
      'Есіл өзеніндегі жаңа <mark>мост</mark> жобасы',
      '… студенттер жобасы …',
      0,
    ),
  ],
  facets: {
    university: [
      { value: 'tarbagatay', label: 'Тарбагатайский государственный технический университет', count: 14 },
      { value: 'nura', label: 'Университет Нуры', count: 6 },
      { value: 'syrdarya', label: 'Сырдарьинский педагогический институт', count: 3 },
    ],
    language: [
      { value: 'ru', label: 'ru', count: 23 },
      { value: 'kk', label: 'kk', count: 9 },
      { value: 'en', label: 'en', count: 2 },
    ],
    category: [
      { value: 'наука', label: 'Наука', count: 11 },
      { value: 'студенческая жизнь', label: 'Студенческая жизнь', count: 5 },
    ],
    year: [
      { value: '2026', label: '2026', count: 12 },
      { value: '2025', label: '2025', count: 11 },
    ],
    month: [
      { value: '2025-02', label: 'февраль 2025', count: 9 },
      { value: '2026-01', label: 'январь 2026', count: 7 },
      { value: '2025-11', label: 'ноябрь 2025', count: 2 },
    ],
  },
  nextPath: '/search?q=%D0%BC%D0%BE%D1%81%D1%82&language=ru&cursor=eyJ',
  hasFeed: true,
}

export const nothingFound: SearchView = {
  site: siteAt('/search?q=qwerty&university=nura&from=2023-01-01', 'en'),
  parameters: { q: 'qwerty', university: ['nura'], language: [], category: [], from: '2023-01-01' },
  total: 0,
  hits: [],
  facets: { university: [], language: [], category: [], year: [], month: [] },
  didYouMean: 'quarterly',
  universities: [nura, tarbagatay, syrdarya],
}

export const university: UniversityView = {
  site: siteAt('/universities/nura', 'en', true),
  university: {
    ...nura,
    formerNames: [{ kk: 'Нұра институты', ru: 'Нуринский институт', en: 'Nura Institute' }],
    contact: 'press@nura.example',
  },
  latest: hits.filter((one) => one.university.slug === 'nura'),
  total: 5_120,
  categories: [
    { value: 'ғылым', label: 'Ғылым' },
    { value: 'студенттер', label: 'Студенттер өмірі' },
    { value: 'news', label: 'News' },
  ],
  viewDays,
}

export const article: ArticleView = {
  site: siteAt('/articles/5f0c2b6e-0000-5000-8000-000000000001', 'kk'),
  id: '5f0c2b6e-0000-5000-8000-000000000001',
  version: 3,
  language: 'kk',
  title: 'Нұра университетінде дала өсімдіктерінің тұқым қоры ашылды',
  bodyHtml:
    '<p>Нұра университетінде дала өсімдіктерінің тұқым қоры ашылды. Қорға отыз жыл бойы жиналған екі мыңнан астам үлгі енді. Оларды ғалымдар да, мектеп оқушылары да пайдалана алады.</p>' +
    '<h2>Қор қалай жиналды</h2><p>Алғашқы үлгілерді биология кафедрасының студенттері 1996 жылы Ұлытау бөктерінен әкелген. Содан бері жыл сайын <a href="https://nura.example/expedition">экспедиция</a> ұйымдастырылады.</p>' +
    '<blockquote><p>Тұқым — болашаққа жазылған хат. Біз оны ашып оқи білуіміз керек.</p></blockquote>' +
    '<ul><li>2&nbsp;140 үлгі, 312 түр</li><li>18 сирек түр Қызыл кітаптан</li><li>сақтау температурасы −18&nbsp;°C</li></ul>' +
    '<table><thead><tr><th>Жыл</th><th>Үлгі</th><th>Түр</th></tr></thead><tbody><tr><td>1996</td><td>64</td><td>21</td></tr><tr><td>2010</td><td>980</td><td>177</td></tr><tr><td>2026</td><td>2140</td><td>312</td></tr></tbody></table>' +
    '<p>Қор туралы толық мәліметті кафедрадан алуға болады. Сабақтар наурыз айының соңында басталады.</p>',
  excerpt: 'Қорға отыз жыл бойы жиналған екі мыңнан астам үлгі енді.',
  byline: 'Баспасөз қызметі',
  categories: ['Ғылым', 'Студенттер өмірі'],
  images: [],
  university: nura,
  published: { value: '2026-03-12T09:42:56Z', precision: 'second', timeZone: 'Asia/Almaty' },
  changed: atMinute('2026-03-14T06:05:00Z'),
  url: 'https://nura.example/news/2026/03/tuqym-qory',
  pageUrl: 'https://uniwire.example/articles/5f0c2b6e-0000-5000-8000-000000000001',
  views: { total: 12_340, baseline: 488, baselineObservedAt: onDay('2023-10-12') },
  translations: [
    {
      id: '5f0c2b6e-0000-5000-8000-000000000008',
      language: 'ru',
      title: 'В Университете Нуры открыт фонд семян степных растений',
    },
    {
      id: '5f0c2b6e-0000-5000-8000-000000000009',
      language: 'en',
      title: 'Nura University opens a seed bank of steppe plants',
    },
  ],
  similar: hits.slice(0, 3),
  more: hits.slice(3, 5),
  viewDays: viewDays.slice(17),
}

export const withdrawn: WithdrawnView = {
  site: siteAt('/articles/5f0c2b6e-0000-5000-8000-000000000002', 'ru'),
  status: 'withdrawn',
  university: tarbagatay,
  reason: 'В тексте были неверно указаны имена награждённых. Исправленная статья выйдет позже.',
  at: atMinute('2026-03-12T05:10:00Z'),
}
