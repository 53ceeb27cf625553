import type { FeedEntry, FeedHeader, FeedUniversity, Tombstone } from './model.ts'

/** Invented universities and articles, in the shapes that real ones have; for tests and the benchmark. */
const ESIL: FeedUniversity = {
  slug: 'esil',
  name: 'Есіл университеті',
  homepage: 'https://esil.example.kz/',
  feedUrl: 'https://wire.example.kz/feeds/esil.atom',
}
const TOBOL: FeedUniversity = {
  slug: 'tobol',
  name: 'Тобольский государственный университет «Наука & Жизнь»',
  homepage: 'https://tobol.example.kz',
  feedUrl: 'https://wire.example.kz/feeds/tobol.atom',
}
const STEPPE: FeedUniversity = {
  slug: 'steppe',
  name: 'Steppe Institute of Technology',
  homepage: 'https://steppe.example.org/',
}

export const KAZAKH_ENTRIES: readonly FeedEntry[] = [
  {
    id: '0b7ac3b1-6f6f-5b0e-9f0d-2f1f4b8a9c01',
    title: 'Университетте ашық есік күні өтті',
    url: 'https://esil.example.kz/жаңалықтар/ашық-есік',
    pageUrl: 'https://wire.example.kz/articles/0b7ac3b1-6f6f-5b0e-9f0d-2f1f4b8a9c01',
    bodyHtml:
      '<p>Бүгін <a href="https://esil.example.kz/">Есіл университетінде</a> ашық есік күні өтті. Оған үш жүзден астам оқушы қатысты.</p>\n' +
      '<p>Қонақтар зертханаларды аралап, «Роботтар сайысын» тамашалады.</p>',
    language: 'kk',
    published: '2026-04-24T09:42:56Z',
    updated: '2026-04-24T09:42:57.125Z',
    byline: 'Баспасөз қызметі',
    categories: ['Жаңалықтар', 'Талапкерге'],
    images: [
      {
        url: 'https://esil.example.kz/files/ашық есік.jpg',
        alt: 'Оқушылар зертханада',
        width: 1280,
        height: 720,
        type: 'image/jpeg',
        length: 204800,
      },
    ],
    university: ESIL,
    rights: '© 2026 Есіл университеті',
  },
  {
    id: '5d2e8f40-7a8b-5c1d-8e2f-3a4b5c6d7e02',
    title: 'Ǵylymı konferenııa: «Qazaq tili — Latyn álipbıinde»',
    url: 'https://esil.example.kz/news?id[]=7&lang=kk',
    pageUrl: 'https://wire.example.kz/articles/5d2e8f40-7a8b-5c1d-8e2f-3a4b5c6d7e02',
    bodyHtml: '<p>Konferenııaǵa elimizdiń on ýnıversıteti qatysty.</p>',
    summary: 'Үш күндік конференция <бейнежазба> & тезистер жинағы.',
    language: 'kk-Latn',
    published: '2026-04-22T06:00:00Z',
    updated: '2026-04-23T05:10:00Z',
    categories: [],
    images: [],
    university: ESIL,
  },
]

export const RUSSIAN_ENTRIES: readonly FeedEntry[] = [
  {
    id: '9e107d9d-372b-5e8a-9c3d-4d5e6f708103',
    // Hostile on purpose: controls, a lone surrogate, markup, the end of a CDATA section.
    title: 'R&D: «x < y» \u0008\uFFFDи ]]> \uD800 <b>жирный\uFFFE заголовок &amp; ссылка',
    url: 'javascript:alert(1)',
    pageUrl: 'https://wire.example.kz/articles/9e107d9d-372b-5e8a-9c3d-4d5e6f708103',
    bodyHtml:
      '<p>Текст с концом раздела ]]&gt; и сырым ]]> внутри, с\u0000нулём\u001F и &lt;script&gt;, написанным словами.</p>\r\n<p>Смайлик 😀, тире — и неразрывный\u00A0пробел.</p>',
    summary: 'Кратко: 2 < 3 & <b>жирно</b> ]]>',
    language: 'ru',
    published: '2022-10-05T05:30:00Z',
    updated: '2026-05-02T11:00:00.500Z',
    byline: 'Иванова "А." <пресс-служба>',
    categories: ['Наука & техника', 'A<B', ' ', 'Наука & техника', '"кавычки"'],
    images: [
      { url: 'https://tobol.example.kz/1.png', alt: 'Схема </p> "А"', type: 'image/png' },
      { url: 'data:image/png;base64,AAAA', type: 'image/png', length: 3 },
      { url: 'https://tobol.example.kz/2.webp', type: 'not a type', width: -1, height: 0.5, length: 0 },
    ],
    university: TOBOL,
  },
  {
    id: 'c4ca4238-a0b9-5238-a0dc-5e6f70819204',
    title: ' \u0007 ',
    url: 'https://tobol.example.kz/novosti/42|печать',
    pageUrl: 'https://wire.example.kz/articles/c4ca4238-a0b9-5238-a0dc-5e6f70819204',
    bodyHtml:
      '<p>Студенты\tуниверситета заняли первое место на олимпиаде по математике, которая прошла в столице с двадцатого по двадцать четвёртое апреля.</p>',
    language: 'ru',
    published: '2026-04-25T07:00:00Z',
    updated: '2026-04-25T07:00:00Z',
    categories: ['Студентам'],
    images: [],
    university: TOBOL,
  },
]

export const ENGLISH_ENTRIES: readonly FeedEntry[] = [
  {
    id: 'eccbc87e-4b5c-52fe-a830-6f7081920305',
    title: 'Institute opens a laboratory for steppe ecology',
    url: 'https://steppe.example.org/news/2023/10/laboratory?utm=a&b=c',
    pageUrl: 'https://wire.example.kz/articles/eccbc87e-4b5c-52fe-a830-6f7081920305',
    bodyHtml:
      '<h2>A new home for research</h2><p>The laboratory was opened on 12 October 2023. <img src="https://steppe.example.org/lab.jpg" alt="The lab"></p><ul><li>12 rooms</li><li>40 people</li></ul>',
    summary: "The institute's new laboratory has 12 rooms.",
    language: 'en',
    published: '2023-10-12T07:00:00Z',
    updated: '2023-10-12T07:00:00Z',
    categories: ['Research', 'News'],
    images: [
      {
        url: 'https://steppe.example.org/lab.jpg',
        alt: 'The lab',
        width: 800,
        height: 600,
        type: 'image/jpeg',
        length: 90210,
      },
    ],
    university: STEPPE,
  },
]

export const TOMBSTONES: readonly Tombstone[] = [
  {
    id: '1679091c-5a88-5faf-afb5-708192030406',
    at: '2026-05-01T10:00:00Z',
    reason: 'Опубликовано по ошибке: <черновик> & копия',
    language: 'ru',
  },
  { id: '8f14e45f-ceea-567a-9a36-819203040507', at: '2026-05-02T10:00:00Z' },
]

/** A header for one of the sample feeds: `name` is the path below `/feeds/`, without extension. */
export function sampleHeader(name: string, extension: 'rss' | 'atom' | 'json', updated: string): FeedHeader {
  return {
    title: 'Uniwire — жаңалықтар, новости, news',
    description: 'Қазақстан университеттерінің жаңалықтары',
    homeUrl: 'https://wire.example.kz/',
    feedUrl: `https://wire.example.kz/feeds/${name}.${extension}`,
    updated,
    iconUrl: 'https://wire.example.kz/icon.png',
    logoUrl: 'https://wire.example.kz/logo.png',
    hubUrl: 'https://wire.example.kz/hub',
    stylesheetUrl: 'https://wire.example.kz/feed.css',
  }
}
