/** What one university posts in the recorded day: an article and its revision, the same news in two languages, a page. */
export const NURA = {
  names: { kk: 'Нұра университеті', ru: 'Университет Нура', en: 'Nura University' },
  homepage: 'https://nura.example/',
  timeZone: 'Asia/Almaty',
  languages: ['kk', 'ru', 'en'],
}

export const LIBRARY = {
  title: 'The university library opens at night',
  bodyHtml: '<p>From Monday on, the reading rooms are open until two in the morning.</p>',
  language: 'en',
  publishedAt: '2026-02-11T09:30:00',
  url: 'https://nura.example/news/2026/41',
  byline: 'Press service',
  categories: ['Library'],
  legacyViews: { count: 488, observedAt: '2026-02-11T12:00:00Z' },
}

export const LIBRARY_REVISED = {
  ...LIBRARY,
  bodyHtml: '<p>From Tuesday on, the reading rooms are open until two in the morning.</p>',
}

/** A misspelt member. */
export const MISSPELT = { title: LIBRARY.title, body_html: LIBRARY.bodyHtml }

export const GLACIERS = {
  title: 'Students measured the glaciers of the Ile Alatau',
  bodyText: 'Forty students walked to six glaciers and measured how much ice was left of them.',
  language: 'en',
  publishedAt: '2026-02-10',
  categories: ['Science'],
  translationGroup: 'glaciers-2026',
}

export const GLACIERS_IN_KAZAKH = {
  title: 'Студенттер Іле Алатауының мұздықтарын өлшеді',
  bodyText: 'Қырық студент алты мұздыққа барып, олардан қанша мұз қалғанын өлшеді.',
  language: 'kk',
  publishedAt: '2026-02-10',
  categories: ['Ғылым'],
  translationGroup: 'glaciers-2026',
}

export const GLACIERS_LATER = {
  title: 'A year later the glaciers of the Ile Alatau are measured again',
  bodyText: 'Students walked to the same six glaciers: a metre of ice is gone since they measured them.',
  language: 'en',
  publishedAt: '2026-02-11',
  categories: ['Science'],
}

/** As a site prints it. */
export const PAGE = `Home
About
News
Nura University and the city archive will work together
[Date of publication: 09.02.2026, 10:15:00, published by: admin]
Nura University and the archive of the city signed an agreement on Monday. Students of history will put ten thousand letters in order, which nobody has read since they were written.
"Every one of them is somebody's voice," said the head of the archive.
Views: 73
Contacts
`
