import { describe, expect, it } from 'vitest'
import { elementsOf } from './html-oracle.fixture.ts'
import { sanitise } from './sanitise.ts'

const BASE = 'https://nura.example/news/1'
const clean = (html: string) => sanitise(html, BASE).html
const warnings = (html: string) => sanitise(html, BASE).warnings
const tagsOf = (html: string) => elementsOf(clean(html) ?? '').map(({ tagName }) => tagName)

describe('what stays', () => {
  it.each([
    '<p>One <strong>two</strong> <em>three</em> H<sub>2</sub>O x<sup>2</sup>.</p>',
    '<h2>Ice</h2>\n<p>Text.</p>\n<h3>Snow</h3>\n<p>More.</p>',
    '<ul><li>one<ol start="3"><li>a</li><li>b</li></ol></li><li>two</li></ul>',
    '<dl><dt>Where</dt><dd>Nura</dd></dl>',
    '<blockquote><p>It held.</p></blockquote>',
    '<table><caption>Ice</caption><thead><tr><th colspan="2" scope="col">cm</th></tr></thead><tbody><tr><td></td><td rowspan="2">4</td></tr></tbody></table>',
    '<figure><img src="https://nura.example/a.jpg" alt="Ice on the Nura" width="640" height="480" loading="lazy" referrerpolicy="no-referrer" /><figcaption>Ice</figcaption></figure>',
    '<pre>let x = 1\n  + 2</pre>',
    '<p>One<br />two</p>\n<hr />\n<p lang="kk">Мұз</p>',
    '<p><abbr title="World Wide Web">WWW</abbr> <time datetime="2026-02-11">11 February</time></p>',
    '<p><a href="mailto:press@nura.example" rel="noopener nofollow ugc">Write</a></p>',
  ])('is kept as it is: %s', (html) => {
    expect(sanitise(html, BASE)).toEqual({ html, warnings: [] })
  })

  it('is every heading, the first order one step lower', () => {
    expect(clean('<h1 class=x>Title</h1><h1>Again</h1>')).toBe('<h2>Title</h2>\n<h2>Again</h2>')
  })

  it('is the text of unknown elements, and boxes do not run together', () => {
    expect(clean('<div>One</div><div>Two</div>')).toBe('<p>One</p>\n<p>Two</p>')
    expect(clean('<section><span>a</span><font>b</font></section>c')).toBe('<p>ab</p>\n<p>c</p>')
    expect(clean('<td><div>One</div>')).toBe('<p>One</p>')
    expect(clean('<h2><div>One</div><div>Two</div></h2>')).toBe('<h2>One Two</h2>')
    expect(clean('<table><tr><td><div>One</div><div>Two</div></table>')).toContain('<p>One</p><p>Two</p>')
  })

  it('is a link around blocks, as one in each of them', () => {
    const link = (text: string) => `<a href="https://nura.example/2" rel="noopener nofollow ugc">${text}</a>`
    expect(clean('<a href=/2><h3>Title</h3><p>Lead</p></a> rest')).toBe(
      `<h3>${link('Title')}</h3>\n<p>${link('Lead')}</p>\n<p>rest</p>`,
    )
  })

  it('is what stood wrongly in a table or list, in the place that it should have had', () => {
    expect(clean('<table>note<tr><th>a<td>b</table>')).toBe(
      '<table><tr><td>note</td></tr><tr><th>a</th><td>b</td></tr></table>',
    )
    expect(clean('<ul>note<li>a</ul>')).toBe('<ul><li>note</li><li>a</li></ul>')
  })
})

describe('what goes', () => {
  it('is every element with nothing in it, cells excepted', () => {
    expect(clean('<p></p><p> </p><b></b><ul><li></li></ul><blockquote><p></p></blockquote>')).toBe('')
    expect(clean('<table><tr><td></td></tr></table>')).toBe('<table><tr><td></td></tr></table>')
  })

  it('is named where a reader would miss it, each once', () => {
    expect(warnings('<iframe></iframe><iframe></iframe><video></video><style>p{}</style><p>x')).toEqual([
      { code: 'markup-dropped', element: 'iframe' },
      { code: 'markup-dropped', element: 'video' },
    ])
  })

  it('is at most fifty warnings, of short addresses', () => {
    const many = Array.from({ length: 1_000 }, (_, place) => `<a href="javascript:${place}">x</a>`).join('')
    expect(warnings(many)).toHaveLength(50)
    const [long] = warnings(`<img src="data:image/png;base64,${'A'.repeat(400_000)}">`)
    expect(JSON.stringify(long).length).toBeLessThan(300)
  })
})

describe('addresses', () => {
  it.each([
    ['/a', 'https://nura.example/a'],
    ['b', 'https://nura.example/news/b'],
    ['../c?x=1&y=2#z', 'https://nura.example/c?x=1&amp;y=2#z'],
    ['//other.example/d', 'https://other.example/d'],
    ['HTTPS://Other.Example/E', 'https://other.example/E'],
    ['https://nura.example/жаңалық', 'https://nura.example/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B'],
  ])('are made absolute: %s', (given, absolute) => {
    expect(clean(`<a href="${given}">x</a>`)).toContain(`href="${absolute}"`)
    expect(clean(`<img src="${given}">`)).toContain(`src="${absolute}"`)
    expect(warnings(`<a href="${given}">x</a><img src="${given}">`)).toEqual([])
  })

  it('of other schemes are dropped with a warning, and the text of the link stays', () => {
    expect(sanitise('<a href="file:///x">text</a><img src="data:image/png,x" alt="a">', BASE)).toEqual({
      html: '<p>text</p>',
      warnings: [
        { code: 'link-dropped', url: 'file:///x' },
        { code: 'image-dropped', url: 'data:image/png,x' },
      ],
    })
  })

  it('that are too long for a field are dropped with a warning', () => {
    expect(warnings(`<a href="/${'x'.repeat(3_000)}">x</a>`)).toMatchObject([{ code: 'link-dropped' }])
  })
})

describe('images', () => {
  it('keep their alt, the empty one too, and get none that was not written', () => {
    expect(clean('<img src=/a.jpg alt="Ice &amp; snow">')).toContain('alt="Ice &amp; snow"')
    expect(clean('<img src=/a.jpg alt>')).toContain('alt=""')
    expect(clean('<img src=/a.jpg title="Ice">')).not.toContain('alt')
  })

  it('load late and tell nobody where they are read', () => {
    const html = clean('<img src=/a.jpg loading=eager referrerpolicy=unsafe-url>')
    expect(html).toContain('loading="lazy" referrerpolicy="no-referrer"')
  })
})

describe('size', () => {
  const HALF_MEGABYTE = 500_000
  const fill = (piece: string) => piece.repeat(Math.ceil(HALF_MEGABYTE / piece.length))

  it.each([
    '<b>', '<b><i><u><s>', '<div>', '<blockquote>', '<ul><li>', '<table><tr><td>', '</b>', '<a href=x>', '<p> ', '<x>',
    '<svg>', '<svg><style>', '<noscript></p>', '<iframe>', '<iframe></iframe>', '<textarea>', '<template>', '<script></',
    '<!--', '<!-- -- ', '<![CDATA[', '<?x ', '<', '&', '&amp', '&#x41', '\n', ' ', '\0', '\u202e', '\u0301', '<a href="',
    '<img src="javascript:x">', '<p a=b ', '"', "'",
  ])('costs no more than its length: 500 KB of %j', (piece) => {
    // Quadratic work on any of these takes minutes, which ends the test.
    const { html } = sanitise(fill(piece), BASE)
    expect(html === undefined || (sanitise(html, BASE).html ?? html) === html).toBe(true)
  }) // prettier-ignore

  it('costs no more than its length with ends that match nothing, and attributes that are all different', () => {
    expect(clean('<b>'.repeat(80_000) + '</i>'.repeat(60_000) + 'x')).toMatch(/x/)
    const attributes = Array.from({ length: 50_000 }, (_, place) => `a${place}=b`).join(' ')
    expect(clean(`<p ${attributes}>x`)).toBe('<p>x</p>')
    expect(clean(`a${' '.repeat(HALF_MEGABYTE)}b`)).toMatch(/^<p>a +b<\/p>$/)
  })

  it('is bounded in depth; the text of what lies deeper stays', () => {
    const nested = '<blockquote>'.repeat(10_000) + 'x' + '</blockquote>'.repeat(10_000)
    expect(tagsOf(nested).length).toBeLessThanOrEqual(66)
    expect(clean(nested)).toContain('x')
  })

  it('that would grow beyond what an event may hold is no body at all', () => {
    expect(clean(fill('<'))).toBeUndefined()
    expect(clean('<b>'.repeat(60) + fill('<p>x'))).toBeUndefined()
  })
})
