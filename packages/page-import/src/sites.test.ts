import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SITE } from '../fixtures/texts.ts'
import { importPage } from './import-page.ts'
import type { PageImport } from './draft.ts'

/** Whole pages as the systems print them that university sites are made with, in `fixtures/sites`: HTML (`.markup`) and copied text. */
const imported = (file: string): PageImport => {
  const text = readFileSync(new URL(`../fixtures/sites/${file}`, import.meta.url), 'utf8')
  return importPage({ text, mediaType: file.endsWith('.markup') ? 'text/html' : 'text/plain' }, SITE)
}

const SITES: readonly (readonly [
  string,
  object,
  { readonly first: string; readonly last: string; readonly count: number },
])[] = [
  [
    'bitrix.markup',
    {
      title: 'Кафедра энергетики запустила учебную подстанцию',
      publishedAt: '2022-09-14',
      byline: 'Пресс-служба ЖТУ',
      categories: ['Новости'],
      legacyViews: { count: 341 },
      language: 'ru',
    },
    {
      first: 'В Жайыкском техническом университете начала',
      last: 'участвовали сорок два студента.',
      count: 3,
    },
  ],
  [
    'joomla.markup',
    {
      title: 'Жас ғалымдардың су ресурстары туралы конференциясы өтті',
      publishedAt: '2021-11-19T04:15:00Z',
      byline: 'Баспасөз орталығы',
      categories: ['Жаңалықтар'],
      legacyViews: { count: 512 },
      language: 'kk',
    },
    { first: 'Университетте жас ғалымдардың', last: 'жеңімпаздарға дипломдар табысталды.', count: 3 },
  ],
  [
    'wordpress.markup',
    {
      title: 'Bee-keeping laboratory opens its doors to schools',
      publishedAt: '2023-05-18T09:12:44Z',
      byline: 'presscenter',
      categories: ['News', 'Science'],
      url: 'https://ztu.example/en/2023/05/bee-keeping-laboratory/',
      language: 'en',
    },
    { first: 'The university’s bee-keeping', last: 'Groups may write to the laboratory.', count: 3 },
  ],
  [
    'drupal.markup',
    {
      title: 'Студенты-геологи вернулись из экспедиции',
      publishedAt: '2022-07-10T12:05:00Z',
      categories: ['Новости'],
      legacyViews: { count: 189 },
      url: 'https://ztu.example/ru/node/884',
      language: 'ru',
    },
    { first: 'Тридцать студентов', last: 'будут защищены осенью.', count: 3 },
  ],
  [
    'hand-made.markup',
    {
      title: 'Студенттер ауылдағы ескі көпірді жөндеді',
      publishedAt: '2014-04-17',
      byline: 'А. Серікова',
      categories: [],
      language: 'kk',
    },
    { first: 'Құрылыс факультетінің', last: 'ауыл ақсақалы Қайрат Өтегенов.', count: 3 },
  ],
  [
    'tilda-like.markup',
    {
      title: 'В библиотеке открылась комната тишины',
      publishedAt: '2025-03-03',
      url: 'https://ztu.example/quiet-room',
      language: 'ru',
    },
    { first: 'Место, где можно не говорить', last: 'библиотека думает о второй.', count: 6 },
  ],
  [
    'telegram.txt',
    {
      title: 'Университет открывает летнюю школу программирования',
      publishedAt: '2024-06-05',
      language: 'ru',
    },
    { first: 'Школа пройдёт с 1 по 28 июля', last: 'у куратора Айдара Нурланова.', count: 6 },
  ],
  [
    'telegram-kk.txt',
    {
      title: '2024 жылғы 14 қазанда сағат 15:00-де бас ғимаратта түлектермен кездесу өтеді',
      publishedAt: '2024-10-10',
      byline: 'Жастар ісі жөніндегі комитет',
      language: 'kk',
    },
    { first: 'Құрметті студенттер!', last: 'Күтеміз!', count: 4 },
  ],
  [
    'kazakh-latin.txt',
    {
      title: 'Stýdentter qalalyq kitaphanaǵa myń kitap syılady',
      publishedAt: '2019-03-15T05:30:00Z',
      byline: 'Baspasóz qyzmeti',
      legacyViews: { count: 87 },
      language: 'kk-Latn',
    },
    { first: 'Qazaq fılologıasy', last: 'jańa kitaptarmen tanysýǵa shaqyrdy.', count: 3 },
  ],
  [
    'copied-news-portal.txt',
    {
      title: 'Agronomists of the university have tested drought-resistant wheat',
      publishedAt: '2023-08-03',
      categories: [],
      language: 'en',
    },
    { first: 'Agronomists of Zhaiyk Technical University', last: 'for sowing next spring.', count: 4 },
  ],
]

describe('a page of a site', () => {
  it.each(SITES)('like %s gives what a person would make of it', (file, draft, body) => {
    const found = imported(file)
    expect(found.draft).toMatchObject(draft)
    expect(found.needs).toEqual([])
    const paragraphs = found.draft.bodyText?.split('\n\n') ?? []
    expect(paragraphs).toHaveLength(body.count)
    expect(paragraphs[0]?.slice(0, body.first.length)).toBe(body.first)
    expect(paragraphs.at(-1)?.slice(-body.last.length)).toBe(body.last)
  })
})
