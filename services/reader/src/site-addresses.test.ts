import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, visible } from './harness/documents.ts'
import type { Place } from './harness/place.ts'
import { openPlace } from './harness/place.ts'

describe('the addresses of the site', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace()
    await place.register('nura', { kk: 'Нұра университеті', ru: 'Университет Нуры', en: 'Nura University' })
    await place.put(visible({ sourceId: '1', title: 'Ice on the Nura' }))
    await place.reached(1)
  })
  afterAll(() => place[Symbol.asyncDispose]())

  it('knows its pages with a slash at the end as well', async () => {
    const home = await place.get('/ru/')
    expect([home.status, await home.text()]).toEqual([200, await (await place.get('/ru')).text()])
    for (const [path, page] of [
      ['/search/?q=%D0%B0&sort=newest', '/search?q=%D0%B0&sort=newest'],
      ['/en/universities/nura/', '/en/universities/nura'],
      [`/kk/articles/${idOf('1')}/`, `/kk/articles/${idOf('1')}`],
      ['/articles/nura/a%2Fb/', '/articles/nura/a%2Fb'],
      ['/publish/', '/publish'],
    ] as const) {
      const answer = await place.get(path)
      expect([answer.status, answer.headers.get('Location')], path).toEqual([308, page])
    }
    expect((await place.get('/en/nowhere/')).status).toBe(404)
  })
})
