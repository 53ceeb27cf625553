import type { SearchAnswer } from '@uniwire/http-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, visible } from '../harness/documents.ts'
import type { Place } from '../harness/place.ts'
import { openPlace } from '../harness/place.ts'

describe('a search with a mistyped word', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace()
    await place.put(
      visible({ sourceId: 'kk', title: 'Қазақстан университеттері', language: 'kk' }),
      visible({ sourceId: 'kk2', title: 'Университет жаңалықтары', language: 'kk' }),
      visible({ sourceId: 'en', title: 'A bridge was built', body: '<p>Over the Irtysh.</p>' }),
      visible({ sourceId: 'ru', title: 'Ректор открыл библиотеку', language: 'ru', university: 'altyn' }),
      ...Array.from({ length: 30 }, (_, n) =>
        visible({ sourceId: `many-${n}`, title: `Scholarship ${n}`, language: 'en' }),
      ),
      visible({ sourceId: 'slip', title: 'Scholraship news' }),
      visible({ sourceId: 'run', title: 'Planet seen' }),
      visible({ sourceId: 'run2', title: 'Planet named' }),
      visible({ sourceId: 'game', title: 'Plonet the game' }),
    )
    await place.reached(1)
  })
  afterAll(() => place[Symbol.asyncDispose]())

  const ask = async (q: string, more = ''): Promise<SearchAnswer> => {
    const answer = await place.get(`/v1/search?q=${encodeURIComponent(q)}${more}`)
    if (answer.status !== 200) throw new Error(await answer.text())
    // The type that the answer promises.
    return (await answer.json()) as SearchAnswer
  }
  const meant = async (q: string, more = '') => (await ask(q, more)).didYouMean

  it('says what was probably meant, and does not search for it', async () => {
    const answer = await ask('birdge')
    expect([answer.total, answer.hits, answer.didYouMean]).toEqual([0, [], 'bridge'])
  })

  it('puts words right in any script by the titles of all', async () => {
    expect(await meant('унверситет')).toBe('университет')
    expect(await meant('библоитека')).toBe('библиотеку')
    expect(await meant('qozaqstan')).toBe('қазақстан')
  })

  it('reads what finds nothing as if the other keyboard layout had been on', async () => {
    expect(await meant(',b,kbjntre')).toBe('библиотеку')
    expect(await meant('0fpf0cnfy')).toBe('қазақстан')
    expect(await meant('ghtpbltyn')).toBeUndefined()
    expect(await meant('икшвпу')).toBe('bridge')
    expect(await meant('икшвпу language:en')).toBeUndefined()
  })

  it('keeps the rest of the text as it was typed', async () => {
    expect(await meant('  Birdge, "BUILT" language:en -river ')).toBe('  bridge, "BUILT" language:en -river ')
    expect(await meant('built birdge')).toBe('built bridge')
  })

  it('takes a word that few have for a slip of one that many have', async () => {
    const answer = await ask('scholraship')
    expect([answer.hits.map(({ id }) => id), answer.didYouMean]).toEqual([[idOf('slip')], 'scholarship'])
    expect(await meant('scholarship')).toBeUndefined()
    expect(await meant('plonet')).toBeUndefined()
  })

  it('says nothing where the other text finds no more, or nothing is near', async () => {
    expect(await meant('birdge', '&university=altyn')).toBeUndefined()
    expect(await meant('birdge -built')).toBeUndefined()
    for (const q of ['irtysh', 'zymurgy', '2026', 'мен', '"', 'bridge river'])
      expect([q, await meant(q)]).toEqual([q, undefined])
  })

  it('says it on the first page alone, and on the page as a link', async () => {
    const first = await ask('birdge scholarship', '&limit=1')
    expect(first.didYouMean).toBe('bridge scholarship')
    expect((await ask('birdge scholarship', `&limit=1&cursor=${first.nextCursor}`)).didYouMean).toBe(
      undefined,
    )
    const page = await (await place.get('/en/search?q=birdge')).text()
    expect(page).toContain('Did you mean: <a href="/en/search?q=bridge">bridge</a>')
  })
})
