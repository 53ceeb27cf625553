import { describe, expect, it } from 'vitest'
import { bodyOf, EN, KK, RU, SITE } from '../../fixtures/texts.ts'
import { importPage } from '../import-page.ts'
import type { Overrides, PageImport } from '../draft.ts'

const imported = (html: string, overrides: Overrides = {}): PageImport =>
  importPage({ text: html, mediaType: 'text/html' }, SITE, overrides)

describe('an HTML page', () => {
  it('gives what its article element shows, without scripts, menus, forms and footer', () => {
    const html = `<!doctype html><html lang="ru"><head><title>Новости</title><style>p{}</style>
      <script>var published = "01.01.2001"</script></head><body>
      <nav><ul><li><a href="/">Home</a></li><li>News</li></ul></nav>
      <form action="/"><input value="01.02.2003"><select><option>2004</option></select></form>
      <article><h1>${EN.headline}</h1><p>12 October 2023</p><p>${EN.first}</p>
      <p>${EN.second}</p></article>
      <footer><p>The university was founded in 1971 and has five faculties in the city.</p></footer></body></html>`
    const { draft, evidence, needs, stripped } = imported(html)
    expect(draft).toMatchObject({
      title: EN.headline,
      publishedAt: '2023-10-12',
      language: 'en',
      bodyText: bodyOf(EN.first, EN.second),
    })
    expect(needs).toEqual([])
    expect(evidence.title).toMatchObject({ rule: 'h1', confidence: 'high' })
    expect(html.slice(evidence.publishedAt?.start ?? 0, evidence.publishedAt?.end ?? 0)).toBe(
      '12 October 2023',
    )
    expect(stripped.filter(({ reason }) => reason === 'page-element').map(({ text }) => text)).toEqual([
      '<nav>',
      '<footer>',
    ])
  })

  it('keeps the article of a site that wraps its whole page in a form', () => {
    const html = `<form id="aspnetForm"><div>${RU.headline}</div><div>${RU.first}</div><div>${RU.second}</div></form>`
    expect(imported(html).draft).toMatchObject({ title: RU.headline, bodyText: bodyOf(RU.first, RU.second) })
  })

  it.each([
    ['<meta property="article:published_time" content="2023-10-12T14:20:05+06:00">', '2023-10-12T08:20:05Z'],
    ['<meta itemprop="datePublished" content="2023-10-12T14:20:05+0600">', '2023-10-12T08:20:05Z'],
    ['<time datetime="2023-10-12T14:20:05">last week</time>', '2023-10-12T08:20:05Z'],
    ['<time datetime="2023-10-12">last week</time>', '2023-10-12'],
    [
      '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2023-10-12T14:20:05Z"}]}</script>',
      '2023-10-12T14:20:05Z',
    ],
  ])('declares its time by %s', (markup, publishedAt) => {
    const { draft, needs } = imported(`${markup}<h1>${KK.headline}</h1><p>${KK.first}</p><p>${KK.second}</p>`)
    expect(draft).toMatchObject({ publishedAt, title: KK.headline, bodyText: bodyOf(KK.first, KK.second) })
    expect(needs).toEqual([])
  })

  it('is asked for its date when several times stand on it, as in a list', () => {
    const list = '<time datetime="2023-10-12">a</time><time datetime="2023-10-11">b</time>'
    expect(imported(`<h1>${EN.headline}</h1><p>${EN.first}</p><p>${EN.second}</p>${list}`).needs).toEqual([
      'publishedAt',
    ])
  })

  it('prefers the printed hour to a declared day, and doubts a declared day that differs', () => {
    const at = (day: string): PageImport =>
      imported(`<meta property="article:published_time" content="${day}"><h1>${EN.headline}</h1>
        <p>12.10.2023 14:20</p><p>${EN.first}</p>`)
    expect(at('2023-10-12').draft.publishedAt).toBe('2023-10-12T08:20:00Z')
    expect(at('2023-10-13').evidence.publishedAt).toMatchObject({
      value: '2023-10-13',
      confidence: 'medium',
      alternatives: ['2023-10-12T08:20:00Z'],
    })
  })

  it('has its title from og:title, without the name of the site, where the h1 names a section', () => {
    const html = `<meta property="og:title" content="${EN.headline} | ${SITE.names.en}"><h1>News</h1><p>${EN.first}</p>`
    const { draft, evidence } = imported(html)
    expect(draft.title).toBe(EN.headline)
    expect(evidence.title?.rule).toBe('og:title')
  })

  it('gives author, section and address where it declares them', () => {
    const html = `<link rel="canonical" href="https://ztu.example/news/7"><h1>${EN.headline}</h1>
      <script type="application/ld+json">{"@type":["Article"],"author":[{"name":"Dana Omarova"}],"articleSection":"Science"}</script>
      <p>12.10.2023</p><p>${EN.first}</p>`
    expect(imported(html).draft).toMatchObject({
      byline: 'Dana Omarova',
      categories: ['Science'],
      url: 'https://ztu.example/news/7',
    })
  })

  it('reads lines at breaks, decodes entities and collapses white space', () => {
    const html = `<h1>Caf&eacute; &amp;   &laquo;Quiet\n room&raquo; has opened</h1><div>${EN.first}<br>${EN.second}<br/>&nbsp;</div>`
    const { draft, evidence } = imported(html)
    expect(draft.title).toBe('Café & «Quiet room» has opened')
    expect(draft.bodyText).toBe(bodyOf(EN.first, EN.second))
    expect(html.slice(evidence.title?.start ?? 0, evidence.title?.end ?? 0)).toContain('&laquo;Quiet')
  })

  it('survives markup that is never closed', () => {
    const html = `<body><nav><ul><li>Home<article><div><h1><div>${EN.headline}</div><p>12.10.2023<p>${EN.first}<p>${EN.second}`
    expect(imported(html).draft).toMatchObject({
      title: EN.headline,
      publishedAt: '2023-10-12',
      bodyText: bodyOf(EN.first, EN.second),
    })
  })

  it.each([
    ['<b>'.repeat(20_000) + '</i>'.repeat(20_000)],
    ['<nav>'.repeat(20_000)],
    ['<div a="'.repeat(20_000)],
    ['&amp'.repeat(20_000)],
    ['<!--'.repeat(20_000)],
    ['<script type="application/ld+json">' + '['.repeat(20_000)],
    ['<p><h1>'.repeat(20_000)],
  ])('that is hostile gives a draft that asks for everything, or for what is missing', (html) => {
    expect(imported(html).needs).toContain('publishedAt')
  })
})
