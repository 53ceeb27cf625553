import { parseSlug } from '@uniwire/newsroom'
import type { University } from '@uniwire/newsroom'
import { ProblemError } from '@uniwire/service-kit'
import { describe, expect, it } from 'vitest'
import { readArticle } from './article-content.ts'

const slug = parseSlug('nura')
if (!slug.ok) throw new Error('a bad slug')
const NURA: University = {
  slug: slug.slug,
  names: { kk: 'Нұра', ru: 'Нура', en: 'Nura' },
  formerNames: [],
  homepage: 'https://www.nura.example/',
  timeZone: 'Asia/Almaty',
  languages: ['kk', 'ru', 'en'],
  registeredAt: '2026-01-01T00:00:00.000Z',
}
const BARE = {
  title: 'Ice',
  bodyText: 'Text.',
  summary: undefined,
  byline: undefined,
  translationGroup: undefined,
}
const read = (parts: object) => readArticle({ ...BARE, ...parts }, NURA)
const codes = (parts: object) => read(parts).warnings.map(({ code }) => code)
const refusal = (parts: object) => {
  try {
    read(parts)
    return []
  } catch (error) {
    if (error instanceof ProblemError)
      return error.fields.map(({ pointer, problem }) => `${pointer} ${problem.code}`)
    throw error
  }
}

const KAZAKH =
  'Студенттер Нұра өзенінің мұзын өлшеп, қырық жерде қалыңдығын анықтады. Жұмысқа оқытушылар да қатысты.'
const RUSSIAN =
  'Студенты измерили толщину льда на реке и определили её в сорока местах. В работе участвовали и преподаватели.'

describe('a body', () => {
  it('of plain text becomes paragraphs, in which nothing is markup', () => {
    expect(read({ bodyText: 'One\ntwo <b>\n\n & three' }).content.bodyHtml).toBe(
      '<p>One<br />two &lt;b&gt;</p>\n<p>&amp; three</p>',
    )
  })

  it('in which nothing can be read is refused by its member; a picture alone can be seen', () => {
    for (const bodyHtml of [
      '',
      '<p>&nbsp;</p>',
      '<script>x</script>',
      '<table><tr><td></td></tr></table>',
      '<p> </p>',
    ])
      expect(refusal({ bodyText: undefined, bodyHtml }), bodyHtml).toEqual([
        '/bodyHtml empty-after-sanitising',
      ])
    expect(refusal({ bodyText: ' \n ' })).toEqual(['/bodyText empty-after-sanitising'])
    expect(refusal({ bodyText: undefined, bodyHtml: '<img src=/a.jpg>' })).toEqual([])
    expect(refusal({ bodyText: '&' })).toEqual([])
  })

  it('is resolved against the article’s address, else against the homepage', () => {
    const bodyHtml = '<a href="b">x</a>'
    const link = (parts: object) => read({ bodyText: undefined, bodyHtml, ...parts }).content.bodyHtml
    expect(link({ url: 'https://nura.example/news/a' })).toContain('href="https://nura.example/news/b"')
    expect(link({})).toContain('href="https://www.nura.example/b"')
  })
})

describe('the language', () => {
  it('is detected where it is not named, in the middle of a long text too', () => {
    expect(read({ title: 'x', bodyText: KAZAKH }).content.language).toBe('kk')
    expect(read({ title: 'x', bodyText: RUSSIAN.repeat(500) }).content.language).toBe('ru')
    const mixed = `Photo. ${KAZAKH.repeat(300)} Photo.`
    expect(read({ title: 'x', bodyText: mixed }).content.language).toBe('kk')
  })

  it('is what was named, with a warning when the text clearly speaks against it', () => {
    expect(read({ language: 'kk', bodyText: RUSSIAN }).content.language).toBe('kk')
    expect(codes({ language: 'kk', bodyText: RUSSIAN.repeat(100) })).toEqual(['language-doubtful'])
    expect(codes({ language: 'ru', bodyText: RUSSIAN.repeat(100) })).toEqual([])
    expect(codes({ language: 'ru', bodyText: 'Спартакиада' })).toEqual([])
    const mixed = KAZAKH.repeat(40) + RUSSIAN.repeat(10) + KAZAKH.repeat(40)
    expect(codes({ language: 'kk', bodyText: KAZAKH.repeat(100) })).toEqual([])
    expect(codes({ language: 'ru', bodyText: mixed })).toEqual([])
    expect(codes({ language: 'kk', bodyText: mixed })).toEqual([])
    expect(codes({ language: 'en', bodyText: mixed })).toEqual(['language-doubtful'])
  })
})

describe('what is accepted otherwise than written', () => {
  it('is warned about: another host, times that exist twice or never, images that lead nowhere', () => {
    expect(codes({ language: 'en', url: 'https://elsewhere.example/1' })).toEqual(['foreign-host'])
    expect(codes({ language: 'en', url: 'http://nura.example/1' })).toEqual([])
    // Clocks in Almaty went back an hour at midnight of 2024-03-01.
    expect(codes({ language: 'en', publishedAt: '2024-02-29T23:30:00' })).toEqual(['ambiguous-time'])
    const images = [{ url: 'javascript:1' }, { url: '/a.jpg', alt: 'Ice' }]
    expect(codes({ language: 'en', images })).toEqual(['image-dropped'])
    expect(read({ images }).content.images).toEqual([{ url: 'https://www.nura.example/a.jpg', alt: 'Ice' }])
  })

  it('keeps the first spelling of each category', () => {
    expect(read({ categories: ['Ғылым', 'News', 'ғылым', 'NEWS'] }).content.categories).toEqual([
      'Ғылым',
      'News',
    ])
  })
})

describe('times', () => {
  it('that cannot be read are named, all of them', () => {
    const wrong = {
      publishedAt: 'gestern',
      embargoedUntil: '2027-01-01',
      legacyViews: { count: 1, observedAt: '1' },
    }
    expect(refusal(wrong)).toEqual([
      '/publishedAt bad-date', '/embargoedUntil embargo-without-hour', '/legacyViews/observedAt bad-date',
    ]) // prettier-ignore
  })
})
