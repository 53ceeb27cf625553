import { describe, expect, it } from 'vitest'
import { openPlace } from '../harness/place.ts'

describe('the page of a search', () => {
  it('offers its feed, in every format and with every filter, and without its order', async () => {
    await using place = await openPlace({ registered: ['nura'] })
    const page = await (await place.get('/en/search?q=ice&language=kk&university=nura&sort=views')).text()
    for (const format of ['rss', 'atom', 'json']) {
      expect(page).toContain(`href="/feeds/search.${format}?q=ice&amp;university=nura&amp;language=kk"`)
    }
  })

  it('offers none where the words are more than a feed takes', async () => {
    await using place = await openPlace({ registered: ['nura'] })
    const page = await (await place.get(`/en/search?q=${'ң'.repeat(400)}`)).text()
    expect(page).not.toContain('/feeds/search.')
  })
})
