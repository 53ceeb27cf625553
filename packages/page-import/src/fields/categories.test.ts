import { describe, expect, it } from 'vitest'
import { EN, imported, KK, page, RU, shown, SITE } from '../../fixtures/texts.ts'
import { importPage } from '../import-page.ts'

it('categories are never the home page, also where the markup names it', () => {
  const html = `<meta property="article:section" content="Главная"><h1>${EN.headline}</h1><p>12.10.2023</p><p>${EN.first}</p>`
  expect(importPage({ text: html, mediaType: 'text/html' }, SITE).draft.categories).toEqual([])
})

describe('categories', () => {
  it.each([
    ['Categories: News', ['News']],
    ['Category: Science, Students', ['Science', 'Students']],
    ['Рубрика: Наука', ['Наука']],
    ['Санат: Жаңалықтар', ['Жаңалықтар']],
    ['Айдар: Ғылым; Спорт', ['Ғылым', 'Спорт']],
    ['12.10.2023, desk Categories: Events', ['Events']],
  ])('come from a label: %s', (line, categories) => {
    const text = page('12.10.2023', EN.headline, EN.first, EN.second, line)
    const { draft, evidence } = imported(text)
    expect(draft.categories).toEqual(categories)
    expect(evidence.categories).toMatchObject({ rule: 'category-label', confidence: 'high' })
    expect(shown(text, evidence.categories)).toContain(categories[0])
  })

  it.each([
    ['Home > News', EN],
    ['Home » News', EN],
    ['Main page \\ News', EN],
    ['Home / News', EN],
    ['Home - News', EN],
    ['Home→News', EN],
    [`Home > News > ${EN.headline}`, EN],
    [`Home / News / Students built a weather station…`, EN],
    ['- Main page\n- News', EN],
    ['Home >\nMedia >\nNews', EN],
    ['– Home\n– News\n– ' + EN.headline, EN],
  ] as const)('come from the breadcrumb %j', (way, text) => {
    const { draft, evidence } = imported(page(way, '', text.headline, text.first, text.second))
    expect(draft.categories).toEqual(['News'])
    expect(evidence.categories).toMatchObject({ rule: 'breadcrumb', confidence: 'medium' })
  })

  it.each([
    ['Главная > Новости', RU, ['Новости']],
    ['Басты бет » Жаңалықтар » Ғылым', KK, ['Ғылым']],
    ['Негізгі бет / БАҚ біз туралы', KK, ['БАҚ біз туралы']],
    ['Главная', RU, []],
    ['Басты бет', KK, []],
    ['Категория: Главная', RU, []],
    [`Главная / ${RU.headline}`, RU, []],
    ['қазақша · русский · english', KK, []],
    ['RU | KZ | EN', RU, []],
    ['KZ > RU > EN', RU, []],
    ['Кабинет 12/14 – корпус 3', RU, []],
  ] as const)('never hold the home page, a language or the headline: %s', (way, text, categories) => {
    expect(imported(page(way, '', text.headline, text.first, text.second)).draft.categories).toEqual(
      categories,
    )
  })

  it('are none when nothing is printed', () => {
    const { draft, evidence } = imported(page(EN.headline, EN.first, EN.second))
    expect(draft.categories).toEqual([])
    expect(evidence.categories).toBeNull()
  })
})
