import type { SearchAnswer } from '@uniwire/http-api'
import { analyse, sameTextBands } from '@uniwire/language'
import type { SearchableArticle } from '@uniwire/ports'
import { sameTextLink, translationLink } from '@uniwire/projection'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../harness/documents.ts'
import { idOf, stub, visible } from '../harness/documents.ts'
import type { Place } from '../harness/place.ts'
import { openPlace } from '../harness/place.ts'

const RELEASE = Array.from({ length: 120 }, (_, at) => `release${(at * 37) % 1009}`).join(' ')
const EDITED = RELEASE.replace('release37 ', 'corrected ')
const OTHER = Array.from({ length: 120 }, (_, at) => `release${(at * 41) % 1009}`).join(' ')

/** As the indexer makes it. */
function linkedArticle(draft: Draft & { readonly body: string }, group?: string): SearchableArticle {
  const article = visible(draft)
  const bands = sameTextBands(analyse(draft.body, draft.language ?? 'en').key)
  const translation = group === undefined ? [] : [translationLink(article.university, group)]
  return { ...article, links: [...bands.map(sameTextLink), ...translation] }
}

describe('the same release in several places', () => {
  let place: Place
  const [nura, altyn, dala] = [idOf('r'), idOf('r', 'altyn'), idOf('r', 'dala')]
  beforeAll(async () => {
    place = await openPlace()
    await place.register('altyn', { kk: 'Алтын', ru: 'Алтын', en: 'Golden' })
    const at = (day: number) => ({ publishedAt: `2026-02-0${day}T08:00:00Z` })
    await place.put(
      linkedArticle({ sourceId: 'r', title: 'Rocket launched', body: RELEASE, ...at(3) }, 'g1'),
      linkedArticle({ sourceId: 'r', title: 'Rocket went up', body: EDITED, university: 'altyn', ...at(2) }),
      linkedArticle(
        { sourceId: 'r', title: 'Rocket <b>too', body: RELEASE, university: 'dala', ...at(1) },
        'g1',
      ),
      linkedArticle(
        {
          sourceId: 'ru',
          title: 'Ракета',
          body: 'Rocket коротко',
          language: 'ru',
          publishedAt: '2026-01-31T08:00:00Z',
        },
        'g1',
      ),
      linkedArticle({ sourceId: 'other', title: 'Rocket museum', body: OTHER, ...at(1) }, 'g2'),
      // Shares a band by its links, but not the text.
      {
        ...visible({ sourceId: 'band', title: 'Rocket band', body: OTHER }),
        links: linkedArticle({ sourceId: 'r', title: '', body: RELEASE }).links ?? [],
      },
    )
    await place.put(stub('gone', { kind: 'hidden' }))
    await place.reached(1)
  })
  afterAll(() => place[Symbol.asyncDispose]())

  const search = async (query: string): Promise<SearchAnswer> =>
    // The type that the answer promises.
    (await (await place.get(`/v1/search?${query}`)).json()) as SearchAnswer
  const alsoOf = async (id: string) => {
    const { hits } = await search('q=rocket&sort=newest')
    return hits.find((hit) => hit.id === id)?.also.map((other) => `${other.why} ${other.id}`)
  }

  it('stands beside each hit, with what makes it the same', async () => {
    expect(await alsoOf(nura)).toEqual([
      `same-text ${altyn}`,
      `same-text ${dala}`,
      `translation ${idOf('ru')}`,
    ])
    expect(await alsoOf(altyn)).toEqual([`same-text ${nura}`, `same-text ${dala}`])
    expect(await alsoOf(idOf('ru'))).toEqual([`translation ${nura}`])
    expect((await search('q=launched')).hits[0]?.also[0]).toEqual({
      id: altyn,
      title: 'Rocket went up',
      university: 'altyn',
      language: 'en',
      pageUrl: expect.stringContaining(altyn),
      why: 'same-text',
    })
  })

  it('is neither a text that shares a band alone, nor a group of the same name elsewhere', async () => {
    expect(await alsoOf(idOf('other'))).toEqual([])
    expect(await alsoOf(idOf('band'))).toEqual([])
    expect(await alsoOf(dala)).not.toContain(`translation ${nura}`)
  })

  it('is counted article by article, and every one is a hit', async () => {
    const { total, hits, facets } = await search('q=rocket&sort=newest')
    expect([total, hits.length]).toEqual([6, 6])
    expect(facets.university.reduce((sum, { count }) => sum + count, 0)).toBe(6)
  })

  it('is one item of the page, which names and counts the others', async () => {
    const page = await (await place.get('/en/search?q=rocket&sort=newest')).text()
    expect(page).toMatch(/6\sarticles\sfound/u)
    expect(page.match(/href="\/en\/articles\/[^"]+"/g)?.filter((link) => link.includes(altyn))).toHaveLength(
      1,
    )
    expect(page).toMatch(/Golden<\/span\s*>\s*<a[^>]*>Rocket went up<\/a/)
    expect(page).toContain('Rocket &lt;b&gt;too')
  })

  it('is named on the page of each article, translations by their language', async () => {
    const page = await (await place.get(`/en/articles/${nura}`)).text()
    expect(page).toMatch(/Russian<\/span>\s*<a[^>]*>Ракета<\/a/)
    expect(page).toMatch(/Golden<\/span\s*>\s*<a[^>]*>Rocket went up<\/a/)
  })
})
