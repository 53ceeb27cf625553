import { describe, expect, it } from 'vitest'
import { siteAt } from './hits.fixture.ts'
import type { PageElement } from './parsed-page.fixture.ts'
import { attribute, parsePage, select, textOf } from './parsed-page.fixture.ts'
import { searchPage } from './search-page.ts'
import type { SearchView } from './search-page.ts'
import { nothingFound, search } from './views.fixture.ts'

const { nextPath: _, hasFeed: __, facets: ___, ...bare } = search

describe('searchPage', () => {
  it('says how much was found, and marks the words', () => {
    const page = parsePage(searchPage(search))
    expect(textOf(page.elements.find((element) => attribute(element, 'role') === 'status'))).toBe(
      'Найдено 23\u00a0статьи',
    )
    expect(select(page, 'mark').map(textOf)).toContain('моста')
  })

  it('names what stands below a hit: the same release elsewhere', () => {
    const [first, ...others] = search.hits
    if (first === undefined) throw new Error('the fixture has no hit')
    const also = [{ ...first, id: 'another', why: 'same-text' as const }]
    const page = parsePage(searchPage({ ...search, hits: [{ ...first, also }, ...others] }))
    const label = page.elements.filter((element) => attribute(element, 'class') === 'label')
    expect(label.map(textOf)).toEqual(['Та же новость в других местах'])
  })

  it('adds a filter with one link and takes it away with the same', () => {
    expect(hrefOf(search, 'Университет Нуры')).toBe('/ru/search?q=мост&university=nura&language=ru')
    expect(hrefOf(search, 'русский')).toBe('/ru/search?q=мост')
    expect(attribute(linkNamed(search, 'русский'), 'aria-current')).toBe('true')
    expect(attribute(linkNamed(search, 'Университет Нуры'), 'aria-current')).toBeUndefined()
  })

  it('counts both scripts for Kazakh, as its link finds both', () => {
    const language = [
      { value: 'kk', label: 'казахский', count: 3 },
      { value: 'kk-Latn', label: 'казахский, латиница', count: 2 },
    ]
    const facets = { university: [], language, category: [], year: [], month: [] }
    const counts = linksIn(searchPage({ ...search, facets }), 'filters').map(([text]) => text)
    expect(counts).toEqual(['казахский 5', 'казахский, латиница 2'])
  })

  it('turns a year into its first and last day, and back', () => {
    expect(hrefOf(search, '2025')).toContain('from=2025-01-01&to=2025-12-31')
    const parameters = { ...search.parameters, from: '2025-01-01', to: '2025-12-31' }
    expect(hrefOf({ ...search, parameters }, '2025')).toBe('/ru/search?q=мост&language=ru')
  })

  it('offers the months of the year that is chosen, the latest first, and a month gives its year back', () => {
    const of = (from: string, to: string) => ({ ...search, parameters: { ...search.parameters, from, to } })
    const months = (view: SearchView) =>
      linksIn(searchPage(view), 'filters').filter(([text]) => /^[а-я]+ 20/u.test(text))
    expect(months(search)).toEqual([])
    const year = of('2025-01-01', '2025-12-31')
    expect(months(year).map(([text]) => text.replace(/ \d+$/u, ''))).toEqual(['ноябрь 2025', 'февраль 2025'])
    expect(hrefOf(year, 'февраль')).toContain('from=2025-02-01&to=2025-02-28')
    const february = of('2025-02-01', '2025-02-28')
    expect(months(february)).toHaveLength(2)
    expect(hrefOf(february, 'февраль')).toContain('from=2025-01-01&to=2025-12-31')
    expect(attribute(linkNamed(february, 'февраль'), 'aria-current')).toBe('true')
    expect(linksIn(searchPage(february), 'chips').map(([text]) => text)).toContain(
      'февраль 2025, убрать фильтр',
    )
    for (const [from, to] of [
      ['2025-02-01', '2025-03-28'],
      ['2025-02-01', '2025-02-27'],
      ['2025-02-02', '2025-02-28'],
    ] as const)
      expect(months(of(from, to))).toEqual([])
  })

  it('names each filter that is on, with a link that takes only it away', () => {
    const chips = linksIn(searchPage(nothingFound), 'chips')
    expect(chips.map(([text, href]) => `${text} → ${href}`)).toEqual([
      'Nura University, remove filter → /search?q=qwerty&from=2023-01-01',
      'from 1\u00a0January 2023, remove filter → /search?q=qwerty&university=nura',
      'Remove all filters → /search?q=qwerty',
    ])
  })

  it('changes the order without losing the search, and offers best match for words alone', () => {
    const orders = linksIn(searchPage(search), 'orders')
    expect(orders.map(([, href]) => href)).toEqual([
      '/ru/search?q=мост&language=ru',
      '/ru/search?q=мост&language=ru&sort=newest',
      '/ru/search?q=мост&language=ru&sort=views',
    ])
    const everything = { ...search, parameters: { ...search.parameters, q: '' } }
    expect(linksIn(searchPage(everything), 'orders').map(([text]) => text)).toEqual([
      'сначала новые',
      'самые читаемые',
    ])
  })

  it('keeps filters and order when another word is searched for', () => {
    const parameters = { ...search.parameters, sort: 'newest' } as const
    const inputs = select(parsePage(searchPage({ ...search, parameters })), 'input')
    expect(inputs.map((input) => `${attribute(input, 'name')}=${attribute(input, 'value')}`)).toEqual([
      'q=мост',
      'language=ru',
      'sort=newest',
    ])
  })

  it('leads on while there is more, and back to the beginning from a further page', () => {
    const more = linksIn(searchPage(search), 'onward').map(([text]) => text)
    expect(more).toEqual(['Показать ещё', 'Подписаться на этот поиск'])
    const last = linksIn(searchPage({ ...bare, continued: true }), 'onward')
    expect(last).toEqual([['Вернуться к началу', '/ru/search?q=мост&language=ru']])
  })

  it('offers the feed of a search only where it is served', () => {
    const feed = /\/feeds\/search\.atom\?q=/
    expect(searchPage(search).toString()).toMatch(feed)
    expect(searchPage(bare).toString()).not.toMatch(feed)
  })

  it('says when the hits have only some of the words', () => {
    expect(select(parsePage(searchPage(search)), '.notice')).toEqual([])
    expect(select(parsePage(searchPage({ ...search, relaxed: true })), '.notice')).toHaveLength(1)
  })

  it('helps who found nothing: without filters, a university', () => {
    const help = linksIn(searchPage(nothingFound), 'nothing')
    expect(help).toEqual([
      ['Search again without filters', '/search?q=qwerty'],
      ['Nura University', '/universities/nura'],
      ['Tarbagatay State Technical University', '/universities/tarbagatay'],
      ['Syrdarya Pedagogical Institute', '/universities/syrdarya'],
    ])
  })

  it('offers the query as it was probably meant, with the same filters', () => {
    expect(linksIn(searchPage(nothingFound), 'meant')).toEqual([
      ['quarterly', '/search?q=quarterly&university=nura&from=2023-01-01'],
    ])
    expect(linksIn(searchPage(search), 'meant')).toEqual([])
  })

  it('keeps searches out of other search engines, and lets the list of everything in', () => {
    const all = { ...bare, parameters: { q: '', university: [], language: [], category: [] } }
    expect(searchPage(search).toString()).toContain('content="noindex"')
    expect(searchPage({ ...all, site: siteAt('/search') }).toString()).not.toContain('noindex')
  })
})

/** Texts and readable addresses of the links inside the first element of this class. */
function linksIn(markup: { toString(): string }, className: string): readonly [string, string][] {
  const page = parsePage(markup)
  const [container] = select(page, `.${className}`)
  return select(page, 'a')
    .filter((link) => isInside(link, container))
    .map((link) => [textOf(link).trim(), decodeURI(attribute(link, 'href') ?? '')])
}

function isInside(element: PageElement, container: PageElement | undefined): boolean {
  const parent = element.parentNode
  if (parent === null) return false
  return parent === container || ('tagName' in parent && isInside(parent, container))
}

function linkNamed(view: SearchView, label: string): PageElement | undefined {
  const page = parsePage(searchPage(view))
  const filters = select(page, '.filters')[0]
  return select(page, 'a').find((link) => isInside(link, filters) && textOf(link).trim().startsWith(label))
}

function hrefOf(view: SearchView, label: string): string {
  return decodeURI(attribute(linkNamed(view, label), 'href') ?? '')
}
