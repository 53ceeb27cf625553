import type { NinjsInput } from '@uniwire/http-api'
import { describe, expect, it } from 'vitest'
import { fromNinjs } from './from-ninjs.ts'

const HOMEPAGE = 'https://nura.example/'
const ITEM: NinjsInput = {
  uri: 'https://nura.example/news/41',
  headlines: [{ value: 'Ice on the Nura' }],
  bodies: [{ value: '<p>Forty students.</p>' }],
}
const read = (item: Partial<NinjsInput>) => fromNinjs({ ...ITEM, ...item }, HOMEPAGE)
const articleOf = (item: Partial<NinjsInput>) => read(item).article

describe('the words of a ninjs item', () => {
  it('are the main headline, or the one without a role, or its title', () => {
    const other = { role: 'short', value: 'Ice' }
    expect(articleOf({ headlines: [other, { role: 'main', value: 'Main' }] })['title']).toBe('Main')
    expect(articleOf({ headlines: [other, { value: 'Plain' }] })['title']).toBe('Plain')
    expect(articleOf({ headlines: [other] })['title']).toBe('Ice')
    expect(articleOf({ headlines: [], title: 'Title' })['title']).toBe('Title')
    const markup = { contentType: 'text/html', value: '<b>Ice</b> &amp; snow' }
    expect(articleOf({ headlines: [markup] })['title']).toBe('Ice & snow')
  })

  it('are the HTML body before the plain one, whatever its place', () => {
    const plain = { contentType: 'text/plain', value: 'Plain' }
    const html = { contentType: 'text/html; charset=utf-8', value: '<p>HTML</p>' }
    const unread = { contentType: 'application/nitf+xml', value: '<nitf/>' }
    expect(articleOf({ bodies: [unread, plain, html] })).toMatchObject({ bodyHtml: '<p>HTML</p>' })
    expect(articleOf({ bodies: [unread, plain] })).toMatchObject({ bodyText: 'Plain' })
    expect(articleOf({ bodies: [{ value: 'a < b' }] })).toMatchObject({ bodyText: 'a < b' })
    expect(articleOf({ bodies: [{ value: '<p>a</p>' }] })).toMatchObject({ bodyHtml: '<p>a</p>' })
  })

  it('are refused where no body can be read, with a pointer', () => {
    expect(read({ bodies: [] }).errors).toEqual([{ pointer: '/bodies', problem: { code: 'required' } }])
    const unread = [{ contentType: 'application/nitf+xml', value: '<nitf/>' }]
    expect(read({ bodies: unread }).errors[0]?.pointer).toBe('/bodies/0/contentType')
  })
})

describe('the times of a ninjs item', () => {
  const times = {
    versionCreated: '2026-03-03T00:00:00Z',
    firstCreated: '2026-02-02T00:00:00Z',
    contentCreated: '2026-01-01T00:00:00Z',
  }

  it('say when it was published: its content, else the first version, else this one', () => {
    const { contentCreated, firstCreated, versionCreated } = times
    expect(articleOf(times)['publishedAt']).toBe(contentCreated)
    expect(articleOf({ firstCreated, versionCreated })['publishedAt']).toBe(firstCreated)
    expect(articleOf({ versionCreated })['publishedAt']).toBe(versionCreated)
    expect(articleOf({})).not.toHaveProperty('publishedAt')
  })

  it('give way to a date of which no hour is known', () => {
    const descriptions = [{ role: 'publishedAt', value: '2026-01-01' }]
    expect(articleOf({ ...times, descriptions })).toMatchObject({ publishedAt: '2026-01-01' })
    expect(articleOf({ ...times, descriptions })).not.toHaveProperty('summary')
  })
})

describe('the status of a ninjs item', () => {
  it('is refused when canceled, naming how an article is taken back', () => {
    expect(read({ pubStatus: 'canceled' }).errors).toEqual([
      { pointer: '/pubStatus', problem: { code: 'withdraw-instead' } },
    ])
  })

  it('is an embargo when withheld, and needs its end', () => {
    expect(read({ pubStatus: 'withheld' }).errors[0]?.pointer).toBe('/embargoedUntil')
    const embargoed = read({ pubStatus: 'withheld', embargoedUntil: '2027-01-01T00:00:00Z' })
    expect(embargoed.errors).toEqual([])
    expect(embargoed.article['embargoedUntil']).toBe('2027-01-01T00:00:00Z')
  })
})

describe('the names of a ninjs item', () => {
  it('are its sourceId by that role, else its uri', () => {
    expect(read({}).sourceId).toEqual({ value: ITEM.uri, pointer: '/uri' })
    const altIds = [{ role: 'cms', value: '7' }, { role: 'sourceId', value: 'news/41' }] // prettier-ignore
    expect(read({ altIds }).sourceId).toEqual({ value: 'news/41', pointer: '/altIds/1/value' })
  })

  it('are its address by that role, else its uri on the university’s own host alone', () => {
    expect(articleOf({})['url']).toBe(ITEM.uri)
    expect(articleOf({ uri: 'https://agency.example/items/1' })).not.toHaveProperty('url')
    expect(articleOf({ uri: 'urn:newsml:nura.example:41' })).not.toHaveProperty('url')
    const altIds = [{ role: 'url', value: 'https://nura.example/ice' }]
    expect(articleOf({ altIds })['url']).toBe('https://nura.example/ice')
  })

  it.each([
    ['kk-Cyrl-KZ', 'kk'], ['kk-Latn-KZ', 'kk-Latn'], ['ru-RU', 'ru'], ['en', 'en'], ['de-DE', 'de-DE'],
  ])('are its language %s as %s', (language, expected) => {
    expect(articleOf({ language })['language']).toBe(expected)
  }) // prettier-ignore
})

describe('the pictures of a ninjs item', () => {
  const renditions = [
    { name: 'small', href: 'https://nura.example/s.jpg', contentType: 'image/jpeg', width: 100 },
    {
      name: 'large',
      href: 'https://nura.example/l.jpg',
      contentType: 'image/jpeg',
      width: 900,
      sizeInBytes: 5,
    },
    { name: 'film', href: 'https://nura.example/f.mp4', contentType: 'video/mp4', width: 1900 },
  ]

  it('are the widest image of itself and of each association, with its alternative text', () => {
    const descriptions = [{ role: 'caption', value: 'C' }, { role: 'altText', value: 'Ice' }] // prettier-ignore
    const associations = [{ type: 'video', renditions: [renditions[2] ?? {}] }, { type: 'picture', descriptions, renditions }] // prettier-ignore
    const { article, pointerOf } = read({ renditions: renditions.slice(0, 1), associations })
    expect(article['images']).toEqual([
      { url: 'https://nura.example/s.jpg', type: 'image/jpeg', width: 100 },
      { url: 'https://nura.example/l.jpg', alt: 'Ice', type: 'image/jpeg', width: 900, length: 5 },
    ])
    expect(pointerOf('/images/0/url')).toBe('/renditions/0/href')
    expect(pointerOf('/images/1/width')).toBe('/associations/1/renditions/1/width')
    expect(pointerOf('/images/1/alt')).toBe('/associations/1/descriptions/1/value')
  })
})

describe('what nothing here keeps', () => {
  it('is named once, by the list it stands in', () => {
    const subjects = [{ name: 'Science', uri: 'x:1' }, { name: 'Ice', uri: 'x:2' }] // prettier-ignore
    const { ignored, article } = read({ edNote: 'internal', version: '2', standard: {}, subjects })
    expect(ignored).toEqual(['edNote', 'subjects[].uri'])
    expect(article['categories']).toEqual(['Science', 'Ice'])
  })

  it('is named at no great length, however much of it is posted', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${'x'.repeat(500)}${n}`, n]))
    expect(read(many).ignored.join('').length).toBeLessThanOrEqual(5_000)
  })
})
