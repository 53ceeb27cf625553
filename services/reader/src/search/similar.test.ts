import type { Hit } from '@uniwire/http-api'
import { analyse, sameTextBands } from '@uniwire/language'
import type { SearchableArticle } from '@uniwire/ports'
import { EngineUnavailableError } from '@uniwire/ports'
import { sameTextLink, translationLink } from '@uniwire/projection'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../harness/documents.ts'
import { idOf, stub, visible } from '../harness/documents.ts'
import type { Place } from '../harness/place.ts'
import { openPlace } from '../harness/place.ts'

const RICE = [
  'Rice breeders of the institute sowed a salt tolerant variety of rice on forty hectares near the river.',
  'The seedlings of rice stood in brine for a week; the breeders measured roots and leaves of every variety.',
  'Farmers of the district will receive seeds of the new variety in spring, and the harvest will be weighed.',
].join(' ')
const EDITED = RICE.replace('forty hectares', 'fifty hectares')
const HALF = `${RICE.slice(0, 215)} Elsewhere the choir sang on the square and a museum opened its doors to guests.`
const OTHER_RICE =
  'A second field of rice was sown by breeders who seek a variety for dry summers. Seeds come from the district.'
const SEEDS = { sourceId: 'seeds', title: 'Seeds of rice for breeders', body: 'A variety of rice.' }
const CHOIR =
  'The choir sang for guests of the museum, and the district applauded when the river froze in spring.'

/** As the indexer makes it. */
function linked(draft: Draft & { readonly body: string }, group?: string): SearchableArticle {
  const article = visible(draft)
  const bands = sameTextBands(analyse(draft.body, draft.language ?? 'en').key).map(sameTextLink)
  return { ...article, links: [...bands, ...(group === undefined ? [] : [translationLink('nura', group)])] }
}

describe('articles on the same subject', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace()
    await place.put(
      linked({ sourceId: 'rice', title: 'Salt tolerant rice', body: RICE }, 'g1'),
      linked({ sourceId: 'rice', title: 'Rice that likes salt', body: EDITED, university: 'altyn' }),
      linked({ sourceId: 'rice', title: 'Salt tolerant rice', body: 'Short.', university: 'dala' }),
      linked({ sourceId: 'half', title: 'Rice breeders and a choir', body: HALF }),
      linked({ sourceId: 'kk', title: 'Күріш: salt tolerant rice variety', body: 'Rice breeders.' }, 'g1'),
      linked({ sourceId: 'dry', title: 'Rice for dry summers', body: OTHER_RICE }),
      linked({ sourceId: 'dry', title: 'Dry summers and rice', body: OTHER_RICE, university: 'altyn' }),
      linked(SEEDS),
      linked({ sourceId: 'withdrawn-later', title: 'Breeders weighed rice seeds', body: 'Of a variety.' }),
      linked({ sourceId: 'choir', title: 'A concert', body: CHOIR }),
      linked({ sourceId: 'signs', title: '!!!', body: '12 34 of the' }),
    )
    await place.put(
      stub('taken-back', { kind: 'withdrawn', university: 'nura', at: '2026-02-11T09:30:00.000Z' }),
      stub('erased', { kind: 'erased', university: 'nura' }),
      stub('relaunched', { kind: 'alias', target: idOf('rice') }),
    )
    await place.reached(1)
  })
  afterAll(() => place[Symbol.asyncDispose]())

  const similar = async (id: string, more = '') => {
    const answer = await place.get(`/v1/articles/${id}/similar${more}`)
    if (answer.status !== 200) throw new Error(await answer.text())
    // The type that the answer promises.
    return ((await answer.json()) as { readonly articles: readonly Hit[] }).articles
  }
  const idsOf = async (id: string, more = '') => (await similar(id, more)).map((hit) => hit.id)

  it('have most of its telling words, the likest first, and each stands for its release', async () => {
    const found = await idsOf(idOf('rice'))
    expect(found).toHaveLength(3)
    expect(found).toContain(idOf('seeds'))
    expect(found.some((id) => id === idOf('dry') || id === idOf('dry', 'altyn'))).toBe(true)
  })

  it('are never the same release, a text made of it, one of the same title, or a translation', async () => {
    const found = await idsOf(idOf('rice'), '?limit=20')
    for (const id of [idOf('rice'), idOf('rice', 'altyn'), idOf('rice', 'dala'), idOf('half'), idOf('kk')]) {
      expect(found).not.toContain(id)
    }
  })

  it('are hits, which name what is the same as they are', async () => {
    const dry = (await similar(idOf('rice'))).find(({ title }) => /dry/i.test(title))
    expect(dry).toMatchObject({ university: expect.any(String), also: [{ why: 'same-text' }] })
  })

  it('are named on the page of the article, with their universities, and not once more below', async () => {
    const page = await (await place.get(`/en/articles/${idOf('rice')}`)).text()
    expect(page.match(/On the same subject<\/h2>/g)).toHaveLength(1)
    expect(page.split(`/en/articles/${idOf('seeds')}"`)).toHaveLength(2)
    const alone = await (await place.get(`/en/articles/${idOf('signs')}`)).text()
    expect(alone).not.toContain('On the same subject')
  })

  it('are without what was withdrawn since they were found', async () => {
    const before = await idsOf(idOf('withdrawn-later'))
    expect(before).toContain(idOf('seeds'))
    await place.put(stub('seeds', { kind: 'hidden' }, 3))
    expect(await idsOf(idOf('withdrawn-later'))).toEqual(before.filter((id) => id !== idOf('seeds')))
    await place.put(visible({ ...SEEDS, version: 4 }))
    expect(await idsOf(idOf('withdrawn-later'))).toEqual(before)
  })

  it('are at most so many', async () => {
    expect(await idsOf(idOf('rice'), '?limit=1')).toHaveLength(1)
    for (const limit of ['0', '21', 'x']) {
      const answer = await place.get(`/v1/articles/${idOf('rice')}/similar?limit=${limit}`)
      expect([limit, answer.status]).toEqual([limit, 400])
    }
  })

  it('are none where nothing is like it, and none of what says nothing', async () => {
    expect(await idsOf(idOf('choir'))).not.toContain(idOf('seeds'))
    expect(await idsOf(idOf('signs'))).toEqual([])
  })

  it.each([
    ['unknown', 404],
    ['taken-back', 410],
    ['erased', 410],
  ])('are not told of what is %s', async (sourceId, status) => {
    expect((await place.get(`/v1/articles/${idOf(sourceId)}/similar`)).status).toBe(status)
  })

  it('are found where an alias leads', async () => {
    const answer = await place.get(`/v1/articles/${idOf('relaunched')}/similar?limit=3`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      308,
      `/v1/articles/${idOf('rice')}/similar?limit=3`,
    ])
  })

  it('are asked for again after the index was away', async () => {
    let away = true
    await using fresh = await openPlace({
      meddle: (index) => ({
        ...index,
        get: (ids) => index.get(ids),
        query: (query) => {
          if (away) return Promise.reject(new EngineUnavailableError('away'))
          return index.query(query)
        },
        [Symbol.asyncDispose]: () => index[Symbol.asyncDispose](),
      }),
    })
    await fresh.put(linked(SEEDS), linked({ sourceId: 'rice', title: 'Salt tolerant rice', body: RICE }))
    await fresh.reached(1)
    const path = `/v1/articles/${idOf('rice')}/similar`
    expect((await fresh.get(path)).status).toBe(503)
    away = false
    const answer = await fresh.get(path)
    expect(await answer.json()).toMatchObject({ articles: [{ id: idOf('seeds') }] })
  })
})
