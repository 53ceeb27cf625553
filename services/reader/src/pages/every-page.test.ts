import type { InterfaceLanguage } from '@uniwire/messages'
import { interfaceLanguages, messages } from '@uniwire/messages'
import { describe, expect, it } from 'vitest'
import type { Change } from './every-page.fixture.ts'
import { everyPage } from './every-page.fixture.ts'
import { faviconPath } from './favicon.ts'
import type { Html } from './markup.ts'
import { attribute, parsePage, select, textOf } from './parsed-page.fixture.ts'
import { publishScriptPath } from './publish-script.ts'
import { publishStylesheetPath, stylesheetPath, viewDaysStylesheetPath } from './stylesheet.ts'

const unchanged: Change = (view) => view
const speaking =
  (language: InterfaceLanguage): Change =>
  (view) => ({ ...view, site: { ...view.site, language, prefixed: true } })

const withoutPrefix: Change = (view) => ({ ...view, site: { ...view.site, prefixed: false } })

describe.each(everyPage)('page: %s', (_name, render) => {
  it.each(interfaceLanguages)('is well-formed in %s', (language) => {
    expect(parsePage(render(speaking(language))).faults).toEqual([])
  })

  it.each(interfaceLanguages)('says its language, its title and one main heading in %s', (language) => {
    const page = parsePage(render(speaking(language)))
    expect(attribute(page.elements[0], 'lang')).toBe(language)
    expect(textOf(select(page, 'title')[0])).toMatch(/\S.*Uniwire$|^Uniwire$/)
    expect(select(page, 'h1').map(textOf)).toEqual([expect.stringMatching(/\S/)])
  })

  it('begins with a link to its content, and has every landmark once', () => {
    const page = parsePage(render(unchanged))
    const [skip] = select(page, 'a')
    expect(attribute(skip, 'href')).toBe('#content')
    expect(textOf(skip)).toBe(messages[languageOf(page)].site.chrome.skipToContent)
    expect(select(page, 'main').map((main) => attribute(main, 'id'))).toEqual(['content'])
    expect(select(page, '.masthead')).toHaveLength(1)
    expect(select(page, '.imprint')).toHaveLength(1)
    expect(select(page, 'form').filter((form) => attribute(form, 'role') === 'search')).toHaveLength(1)
  })

  it('steps down its headings one by one', () => {
    const levels = parsePage(render(unchanged))
      .elements.filter(({ tagName }) => /^h[1-6]$/.test(tagName))
      .map(({ tagName }) => Number(tagName.slice(1)))
    const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 1) + 1)
    expect(jumps).toEqual([])
  })

  it('names every navigation and refers only to ids that are there, each once', () => {
    const page = parsePage(render(unchanged))
    const ids = page.elements.flatMap((element) => attribute(element, 'id') ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const nav of select(page, 'nav')) expect(attribute(nav, 'aria-label')).toMatch(/\S/)
    for (const element of page.elements) {
      for (const name of ['aria-labelledby', 'aria-describedby', 'for']) {
        const named = attribute(element, name)?.split(' ') ?? []
        expect(named.filter((id) => !ids.includes(id))).toEqual([])
      }
    }
  })

  it('runs and applies nothing that stands in it, and loads only from its own origin', () => {
    const page = parsePage(render(unchanged))
    const names = page.elements.flatMap(({ attrs }) => attrs.map(({ name }) => name))
    expect(names.filter((name) => name === 'style' || name.startsWith('on'))).toEqual([])
    expect(select(page, 'style')).toEqual([])
    const loaded = [
      ...select(page, 'script')
        .filter((script) => !attribute(script, 'type')?.endsWith('json'))
        .map((script) => attribute(script, 'src')),
      ...select(page, 'link')
        .filter((link) => ['stylesheet', 'icon'].includes(attribute(link, 'rel') ?? ''))
        .map((link) => attribute(link, 'href')),
    ]
    const own = ['/views.js', publishScriptPath, publishStylesheetPath, viewDaysStylesheetPath]
    expect(loaded.filter((path) => path === undefined || !own.includes(path))).toEqual([
      stylesheetPath,
      faviconPath,
    ])
  })

  it('leads to the same place in the other languages', () => {
    const page = parsePage(render(speaking('ru')))
    const switches = select(page, 'a').filter(
      (link) => attribute(link, 'hreflang') && attribute(link, 'lang'),
    )
    const [kk, ru, en] = switches.map((link) => attribute(link, 'href'))
    expect([kk, ru, en]).toEqual([expect.stringMatching(/^\/kk/), `/ru${kk?.slice(3)}`, `/en${kk?.slice(3)}`])
    expect(switches.filter((link) => attribute(link, 'aria-current') === 'true').map(textOf)).toEqual([
      'Русский',
    ])
  })

  it('keeps the language of a prefixed address in every link to a page, and adds none otherwise', () => {
    expect(linksInside(render(speaking('en'))).filter((href) => !/^\/en(?:$|[/?#])/.test(href))).toEqual([])
    expect(
      linksInside(render(withoutPrefix)).filter((href) => /^\/(?:kk|ru|en)(?:$|[/?#])/.test(href)),
    ).toEqual([])
  })
})

function languageOf(page: ReturnType<typeof parsePage>): InterfaceLanguage {
  const language = attribute(page.elements[0], 'lang')
  return interfaceLanguages.find((one) => one === language) ?? 'kk'
}

/** Addresses of pages; feeds and descriptions of the API have no language, the switch has its own. */
function linksInside(markup: Html): readonly string[] {
  return select(parsePage(markup), 'a')
    .filter((link) => attribute(link, 'hreflang') === undefined)
    .flatMap((link) => attribute(link, 'href') ?? [])
    .filter((href) => /^\/(?!feeds|docs|openapi)/.test(href))
}
