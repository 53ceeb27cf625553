import type { InterfaceLanguage, ShownTime } from '@uniwire/messages'
import type { HitView, UniversityName } from './article-view.ts'
import type { SiteView } from './site-view.ts'

export function siteAt(path: string, language: InterfaceLanguage = 'kk', prefixed = false): SiteView {
  return { language, prefixed, path, origin: 'https://uniwire.example' }
}

export const nura: UniversityName & { homepage: string } = {
  slug: 'nura',
  names: { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' },
  homepage: 'https://nura.example/',
}
export const tarbagatay: UniversityName = {
  slug: 'tarbagatay',
  names: {
    kk: 'Тарбағатай мемлекеттік техникалық университеті',
    ru: 'Тарбагатайский государственный технический университет',
    en: 'Tarbagatay State Technical University',
  },
}
export const syrdarya: UniversityName = {
  slug: 'syrdarya',
  names: {
    kk: 'Сырдария педагогикалық институты',
    ru: 'Сырдарьинский педагогический институт',
    en: 'Syrdarya Pedagogical Institute',
  },
}

export const atMinute = (value: string): ShownTime => ({
  value,
  precision: 'minute',
  timeZone: 'Asia/Almaty',
})
export const onDay = (value: string): ShownTime => ({ value, precision: 'day', timeZone: 'Asia/Almaty' })

export function hit(
  id: number,
  university: UniversityName,
  language: HitView['language'],
  published: ShownTime,
  title: string,
  snippet: string,
  views = 0,
): HitView {
  const plain = title.replaceAll(/<\/?mark>/g, '')
  return {
    id: `5f0c2b6e-0000-5000-8000-${String(id).padStart(12, '0')}`,
    title: plain,
    titleHtml: title,
    snippet,
    university,
    language,
    published,
    views,
  }
}

export const hits: readonly HitView[] = [
  hit(
    1,
    nura,
    'kk',
    atMinute('2026-03-12T09:42:00Z'),
    'Нұра университетінде дала өсімдіктерінің тұқым қоры ашылды',
    'Қорға отыз жыл бойы жиналған екі мыңнан астам үлгі енді. Оларды ғалымдар да, мектеп оқушылары да пайдалана алады.',
    1234,
  ),
  hit(
    2,
    tarbagatay,
    'ru',
    atMinute('2026-03-12T05:10:00Z'),
    'Студенты проверили, как горные мосты переносят весенний паводок, и передали расчёты району',
    'За две недели четыре группы осмотрели одиннадцать переправ. Три из них предложено закрыть для грузовых машин до ремонта.',
    488,
  ),
  hit(
    3,
    syrdarya,
    'en',
    onDay('2026-03-12'),
    'Open lectures on teaching in small schools begin in April',
    'Six evenings for teachers who have pupils of several ages in one room.',
    57,
  ),
  hit(
    4,
    nura,
    'kk-Latn',
    atMinute('2026-03-11T11:00:00Z'),
    'Jas ǵalymdar keńesi jańa tóraǵasyn saılady',
    'Keńes quramyna on eki adam kirdi.',
    12,
  ),
  hit(
    5,
    tarbagatay,
    'kk',
    atMinute('2026-03-11T04:30:00Z'),
    'Қысқы сессия қорытындысы: үздік студенттер саны өсті',
    'Деканаттар есебі бойынша үлгерім төрт пайызға жоғарылады.',
    301,
  ),
  hit(
    6,
    syrdarya,
    'ru',
    onDay('2026-03-10'),
    'Библиотека института перешла на открытый каталог: карточки за 1948–2011 годы доступны всем',
    'Оцифровка заняла пять лет.',
    904,
  ),
]
