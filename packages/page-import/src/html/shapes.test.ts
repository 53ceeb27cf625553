import { describe, expect, it } from 'vitest'
import { bodyOf, EN, KK, RU, SITE } from '../../fixtures/texts.ts'
import type { PageImport } from '../draft.ts'
import { importPage } from '../import-page.ts'

const imported = (html: string): PageImport => importPage({ text: html, mediaType: 'text/html' }, SITE)
const text = `<p>${EN.first}</p><p>${EN.second}</p>`
const dated = `<p>12.10.2023</p>${text}`
const body = bodyOf(EN.first, EN.second)

describe('the headline', () => {
  it.each([
    ['microdata', `<h2 itemprop="headline">${EN.headline}</h2>`, 'h2'],
    [
      'the title of the document',
      `<title>${EN.headline} | ${SITE.names.en}</title><div>${EN.headline}</div>`,
      'title-element',
    ],
    [
      'the whole title of the document',
      `<title>${EN.headline}</title><b>${EN.headline}</b><p>Details of it</p>`,
      'title-element',
    ],
  ])('is named by %s where there is no h1', (_, markup, rule) => {
    const { draft, evidence } = imported(`<p>News of our faculties today</p>${markup}${dated}`)
    expect(draft).toMatchObject({ title: EN.headline, bodyText: body })
    expect(evidence.title?.rule).toBe(rule)
  })

  it('is not a beginning of the document’s title that happens to be printed', () => {
    const { draft } = imported(
      `<title>Students built a weather station</title><p>Students built a</p><h3>${KK.headline}</h3>${dated}`,
    )
    expect(draft.title).toBe(KK.headline)
  })

  it('broken into lines by the design leaves the text whole', () => {
    const [one, other] = ['Students built a weather station', 'for the steppe campus']
    const { draft } = imported(
      `<meta property="og:title" content="${EN.headline}"><p>12.10.2023</p><div>${one}<br>${other}</div>${text}`,
    )
    expect(draft).toMatchObject({ title: EN.headline, bodyText: body })
  })
})

describe('the breadcrumb', () => {
  it.each([
    ['a list', '<ol class="breadcrumb"><li><a>Home</a></li><li><a>Science</a></li></ol>'],
    [
      'navigation',
      '<nav aria-label="Breadcrumb"><ul><li><span>Home</span></li><li><span>/</span></li><li>Science</li></ul></nav>',
    ],
    [
      'boxes with scripts',
      '<div id="breadcrumbs"><a>Home</a><script type="application/ld+json">{"@type":"Thing"}</script> » <a>Science</a></div>',
    ],
    ['boxes within boxes', '<div class="bx-breadcrumb"><div><div>Home</div></div><div>Science</div></div>'],
  ])('names the category, printed as %s', (_, markup) => {
    expect(imported(`${markup}<h1>${EN.headline}</h1>${dated}`).draft).toMatchObject({
      categories: ['Science'], title: EN.headline, bodyText: body,
    }) // prettier-ignore
  })

  it.each(['<div class="breadcrumb"><a>Home</a><div>', '<ul class="breadcrumb"><li>Home'])(
    'that is never closed does not swallow the page: %s',
    (markup) => {
      for (const tag of ['h1', 'h2', 'div']) {
        const { draft } = imported(
          `${markup}<${tag}>${EN.headline}</${tag}>${dated.replaceAll('p>', 'div>')}`,
        )
        expect(draft.bodyText).toContain(EN.second)
        expect(draft.bodyText).not.toContain(' > ')
      }
    },
  )
})

describe('what stands around the text', () => {
  it('says who and when in the foot of an article, which is not the foot of the page', () => {
    const html = `<article><h1>${RU.headline}</h1><footer>Опубликовано admin вс, 07/10/2022 - 18:05</footer><p>${RU.first}</p><p>${RU.second}</p><footer>Рубрика: Наука</footer></article><footer>Мы лучшие.</footer>`
    expect(imported(html).draft).toMatchObject({
      publishedAt: '2022-07-10T12:05:00Z', categories: ['Наука'], bodyText: bodyOf(RU.first, RU.second),
    }) // prettier-ignore
  })

  it('is a caption where there is a picture, and a source where there is a quotation', () => {
    const figure = (content: string) =>
      `<figure>${content}<figcaption>Dana Omarova, head of the station</figcaption></figure>`
    const html = (content: string) =>
      `<h1>${EN.headline}</h1><p>12.10.2023</p><p>${EN.first}</p>${figure(content)}<p>${EN.second}</p>`
    expect(imported(html('<img src="a.jpg">')).draft.bodyText).toBe(body)
    expect(imported(html('<blockquote>Wind is free for all.</blockquote>')).draft.bodyText).toContain(
      'Dana Omarova',
    )
  })

  it('is another column of a layout made of tables, and the next cell of a table of values', () => {
    const columns = `<table><tr><td><h1>${EN.headline}</h1><p>12.10.2023<p>${EN.first}<p>${EN.second}<td><b>Notices</b><br>Open day</table>`
    expect(imported(columns).draft.bodyText).toBe(body)
    const values = '<table><tr><td>Team</td><td>Points</td></tr><tr><td>North</td><td>12</td></tr></table>'
    expect(
      imported(`<h1>${EN.headline}</h1>${dated}<p>The results:</p>${values}<p>${EN.third}</p>`).draft
        .bodyText,
    ).toContain('North\t12')
  })

  it('is not glued to it where only style leaves room', () => {
    const html = `<h1>${EN.headline}</h1><p><span>12.10.2023</span><span>Science</span></p><p>${EN.first}</p><p><span>The mea</span><span>surements</span> <b>N</b>ever stop at night, says the team.</p>`
    const { draft } = imported(html)
    expect(draft.publishedAt).toBe('2023-10-12')
    expect(draft.bodyText).toBe(bodyOf(EN.first, 'The measurements Never stop at night, says the team.'))
  })

  it('is not the time of a change', () => {
    const times =
      '<time datetime="2023-10-12T09:00:00Z">a</time><time class="entry-date updated" datetime="2023-11-01T09:00:00Z">b</time><time itemprop="dateModified" datetime="2023-12-01">c</time>'
    expect(imported(`<h1>${EN.headline}</h1>${times}${text}`).draft.publishedAt).toBe('2023-10-12T09:00:00Z')
  })
})

describe('JSON-LD', () => {
  const script = (json: string) =>
    `<script type="application/ld+json">${json}</script><h1>${EN.headline}</h1>${text}`
  it.each([
    ['in an array', '[{"@type":"Organization"},{"@type":"NewsArticle","datePublished":"2023-10-12"}]'],
    [
      'in a graph within an array',
      '[{"@graph":[{"@type":"WebPage"},{"@type":["Thing","Article"],"datePublished":"2023-10-12"}]}]',
    ],
    [
      'with the vocabulary’s address',
      '{"@type":"https://schema.org/NewsArticle","datePublished":"2023-10-12"}',
    ],
    [
      'as the main entity of a page',
      '{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","datePublished":"2023-10-12"}}',
    ],
  ])('dates the page: %s', (_, json) => {
    expect(imported(script(json)).draft.publishedAt).toBe('2023-10-12')
  })

  it.each([
    ['broken', '{"@type":"NewsArticle","datePublished":"2023-10-12"'],
    ['of another thing', '{"@type":"Event","datePublished":"2023-10-12"}'],
    [
      'of a list',
      '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2023-10-12"}]}',
    ],
    [
      'no text',
      '{"@type":"NewsArticle","datePublished":{"a":1},"headline":5,"author":[[]],"articleSection":[null]}',
    ],
    ['null', 'null'],
  ])('says nothing when it is %s', (_, json) => {
    const { draft, needs } = imported(script(json))
    expect(needs).toEqual(['publishedAt'])
    expect(draft).toMatchObject({ title: EN.headline, bodyText: body })
  })

  it('gives every section', () => {
    const { draft } = imported(script('{"@type":"Article","articleSection":["News","Science","News"]}'))
    expect(draft.categories).toEqual(['News', 'Science'])
  })
})

describe('an h1 that every page of the site has', () => {
  const site = (title: string) =>
    imported(`<title>${title}</title><h1>ZTU</h1><h2>${EN.headline}</h2><p>12.10.2023</p>${text}`)

  it('is no headline: the document is named after it at its end, or it is a single word', () => {
    for (const title of [`${EN.headline} « ZTU`, `${EN.headline} | ZTU`, 'ZTU', 'ZTU » News'])
      expect(site(title).draft, title).toMatchObject({ title: EN.headline, bodyText: body })
  })

  it('is none where it begins like an entry of a menu, and a headline stands below it', () => {
    const html = `<h1>News digest</h1><h2>${EN.headline}</h2><p>12.10.2023</p>${text}`
    expect(imported(html).draft.title).toBe(EN.headline)
  })

  it('is the title, in doubt, where nothing else is', () => {
    const { evidence } = imported(`<h1>Congratulations</h1><p>12.10.2023</p>${text}`)
    expect(evidence.title).toMatchObject({ value: 'Congratulations', confidence: 'low', rule: 'h1' })
  })
})

describe('a time', () => {
  it.each([
    ['comments', `<h2>Comments</h2><div><time datetime="2023-10-16T10:00:00Z">16 October 2023</time>`],
    [
      'other news',
      `<h3>Related news</h3><ul><li><time datetime="2023-10-16">16.10.2023</time> Open day</li></ul>`,
    ],
  ])('below %s is not the time of the article', (_, below) => {
    const { draft, needs } = imported(
      `<h1>${EN.headline}</h1>${text}${below}<p>So glad to see it at last!</p>`,
    )
    expect(needs).toEqual(['publishedAt'])
    expect(draft.bodyText).toBe(body)
  })

  it.each([
    ['behind the label of a change', '<p>Updated: <time datetime="2024-05-01">1 May 2024</time></p>'],
    ['of an event', '<p>When: <time datetime="2024-05-20T15:00">20 May 2024, 15:00</time></p>'],
  ])('%s is not the time of publication', (_, line) => {
    const { draft, needs } = imported(`<h1>${EN.headline}</h1>${line}${text}`)
    expect(needs).toEqual(['publishedAt'])
    expect(draft.title).toBe(EN.headline)
  })

  it('of the clock of the site is not, first on the page with a weekday', () => {
    const clock = '<div><time datetime="2024-05-29">Wednesday, 29 May 2024</time></div>'
    expect(imported(`${clock}<p>Menu</p><h1>${EN.headline}</h1>${text}`).needs).toEqual(['publishedAt'])
  })

  it('behind the label of publication is, beside a change', () => {
    const line = '<p>Published: <time datetime="2024-05-01">1 May 2024</time>, updated: 3 May 2024</p>'
    expect(imported(`<h1>${EN.headline}</h1>${line}${text}`).draft.publishedAt).toBe('2024-05-01')
  })

  it('at the foot of the article is', () => {
    const foot = '<p><time datetime="2023-10-16T10:00:00Z">16 October 2023</time></p><h2>Comments</h2>'
    const { draft } = imported(`<h1>${EN.headline}</h1>${text}${foot}`)
    expect(draft.publishedAt).toBe('2023-10-16T10:00:00Z')
  })
})

describe('preformatted text', () => {
  it('keeps its lines, with their places', () => {
    const html = `<h1>${EN.headline}</h1><pre>12.10.2023\n\n${EN.first}\n\n${EN.second.replace('and', '&amp;')}</pre><p>${EN.third}</p>`
    const { draft, evidence } = imported(html)
    expect(draft.bodyText).toBe(bodyOf(EN.first, EN.second.replace('and', '&'), EN.third))
    expect(draft.publishedAt).toBe('2023-10-12')
    const { start, end } = evidence.publishedAt ?? { start: 0, end: 0 }
    expect(html.slice(start ?? 0, end ?? 0)).toBe('12.10.2023')
  })
})
