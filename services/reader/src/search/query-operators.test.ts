import type { SearchAnswer } from '@uniwire/http-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, visible } from '../harness/documents.ts'
import type { Place } from '../harness/place.ts'
import { openPlace } from '../harness/place.ts'

describe('operators in the text of a search', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace()
    await place.register('nura', { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' })
    await place.register('altyn-dala', { kk: 'Алтын дала', ru: 'Алтын Дала', en: 'Golden Steppe' })
    await place.put(
      visible({ sourceId: 'bridge', title: 'A new bridge over the river', categories: ['Science'] }),
      visible({ sourceId: 'turned', title: 'The bridge is new', body: '<p>Университет rivers.</p>' }),
      visible({ sourceId: 'kopir', title: 'Жаңа көпір ашылды', language: 'kk' }),
      visible({ sourceId: 'most', title: 'Новый мост', language: 'ru', university: 'altyn-dala' }),
    )
    await place.reached(2)
  })
  afterAll(() => place[Symbol.asyncDispose]())

  const most = idOf('most', 'altyn-dala')
  const ask = async (q: string, more = ''): Promise<SearchAnswer> => {
    const answer = await place.get(`/v1/search?q=${encodeURIComponent(q)}${more}`)
    if (answer.status !== 200) throw new Error(`${q}: ${await answer.text()}`)
    // The type that the answer promises.
    return (await answer.json()) as SearchAnswer
  }
  const found = async (q: string, more = '') => (await ask(q, more)).hits.map(({ id }) => id).toSorted()

  it('finds a phrase in its very words and order', async () => {
    expect(await found('new bridge')).toEqual([idOf('bridge'), idOf('turned')].toSorted())
    expect(await found('"new bridge"')).toEqual([idOf('bridge')])
    expect(await found('«НОВЫЙ мост»')).toEqual([most])
  })

  it('marks the words of a phrase', async () => {
    const [hit] = (await ask('"new bridge"')).hits
    expect(hit?.titleHtml).toBe('A <mark>new</mark> <mark>bridge</mark> over the river')
  })

  it('does without a word in any form, and without a phrase, with words to find or with none', async () => {
    expect(await found('bridge -rivers')).toEqual([])
    expect(await found('bridge -универсал')).toEqual([idOf('bridge'), idOf('turned')].toSorted())
    expect(await found('bridge -"new bridge"')).toEqual([idOf('turned')])
    expect(await found('-bridge')).toEqual([idOf('kopir'), most].toSorted())
  })

  it('filters by a slug or any name of a university, a language in words, and a category', async () => {
    expect(await found('university:altyn-dala')).toEqual([most])
    expect(await found('университет:"golden steppe"')).toEqual([most])
    expect(await found('вуз:"altyn dala"')).toEqual([most])
    expect(await found('тіл:қазақша')).toEqual([idOf('kopir')])
    expect(await found('bridge category:SCIENCE')).toEqual([idOf('bridge')])
    expect(await found('university:nowhere')).toEqual([])
  })

  it('takes values of the text and of the parameter of the same name as alternatives', async () => {
    expect(await found('language:ru', '&language=kk')).toEqual([idOf('kopir'), most].toSorted())
  })

  it('keeps to a phrase that finds something, and to what it does without', async () => {
    const answer = await ask('"new bridge" zymurgy -новый')
    expect([answer.relaxed, answer.hits.map(({ id }) => id)]).toEqual([true, [idOf('bridge')]])
    expect((await ask('bridge zymurgy -мост -"new bridge"')).hits.map(({ id }) => id)).toEqual([
      idOf('turned'),
    ])
  })

  it('takes «guillemets» in a sentence for the quotes of a name', async () => {
    expect(await found('«bridge new» over')).toEqual([idOf('bridge'), idOf('turned')].toSorted())
    expect((await ask('«bridge new» over')).relaxed).toBe(true)
    expect(await found('«new bridge» over')).toContain(idOf('turned'))
    expect(await found('"new bridge" over')).toEqual([idOf('bridge')])
    expect(await found('«new bridge»')).toEqual([idOf('bridge')])
    expect(await found('«new bridge» over', '&sort=newest')).toEqual([idOf('bridge')])
  })

  it('looks for the words of a phrase that nobody wrote, and says so', async () => {
    const answer = await ask('"bridges river"')
    expect([answer.relaxed, answer.hits.map(({ id }) => id)]).toEqual([
      true,
      [idOf('bridge'), idOf('turned')],
    ])
    const next = await ask('"bridges river"', '&limit=1')
    const rest = await ask('"bridges river"', `&limit=1&cursor=${next.nextCursor ?? ''}`)
    expect([...next.hits, ...rest.hits].map(({ id }) => id)).toEqual([idOf('bridge'), idOf('turned')])
    expect([rest.relaxed, rest.total]).toEqual([true, 2])
  })

  it('says what it took for more than words, and what stays without it', async () => {
    expect((await ask('мост университет:"golden steppe" -река')).operators).toEqual([
      { kind: 'university', value: 'altyn-dala', rest: 'мост -река' },
      { kind: 'without', value: 'река', rest: 'мост университет:"golden steppe"' },
    ])
    expect((await ask('new bridge')).operators).toEqual([])
  })

  it('refuses no text, and goes on by its cursor', async () => {
    for (const q of ['"', '"new', '-', 'university:', 'a:b:c', '-"-"', '"" -""', 'тіл:', '\u202E"\u0000"'])
      expect((await ask(q)).total).toBeTypeOf('number')
    const first = await ask('-мост', '&limit=2')
    const second = await ask('-мост', `&limit=2&cursor=${first.nextCursor ?? ''}`)
    expect(new Set([...first.hits, ...second.hits].map(({ id }) => id)).size).toBe(3)
    const other = await place.get(`/v1/search?q=-bridge&cursor=${first.nextCursor ?? ''}`)
    expect(other.status).toBe(400)
  })

  it('shows each on the page, with a link that takes it away', async () => {
    const q = encodeURIComponent('мост "новый мост" -река университет:altyn-dala')
    const page = await (await place.get(`/en/search?q=${q}`)).text()
    const links = Array.from(
      page.matchAll(/href="\/en\/search\?q=([^"&]*)"[^>]*>\s*([^<]*)<span class="unseen"/g),
    )
    const readable = links.map(([, rest = '', label = '']) => [
      label.trim(),
      decodeURIComponent(rest.replaceAll('+', ' ')),
    ])
    expect(readable).toEqual([
      ['“новый мост”', 'мост -река университет:altyn-dala'],
      ['without “река”', 'мост "новый мост" университет:altyn-dala'],
      ['Golden Steppe', 'мост "новый мост" -река'],
    ])
  })
})
