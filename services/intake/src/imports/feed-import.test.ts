import { array, assert, asyncProperty, constantFrom, nat } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ATOM, RSS, outcomes, startImports } from './import.fixture.ts'
import type { TestImports } from './import.fixture.ts'
import { ATOM_FEED, BITRIX, DRUPAL, JOOMLA, WORDPRESS, windows1251 } from './feeds.fixture.ts'
import { importItems } from './import-items.ts'

async function stored(imports: TestImports, sourceId: string): Promise<unknown> {
  const path = `/nura/articles/${encodeURIComponent(sourceId)}`
  return (await imports.intake.call('GET', path, imports.key)).json()
}

describe('an import of a feed', () => {
  it('reads what WordPress publishes', async () => {
    await using imports = await startImports()
    const { lines } = await imports.send(WORDPRESS, 'text/xml; charset=UTF-8')
    expect(lines).toMatchObject([{ line: 15, sourceId: 'https://test.example/?p=4711', outcome: 'created' }])
    expect(await stored(imports, 'https://test.example/?p=4711')).toMatchObject({
      title: 'Студенттер Нұраның мұзын өлшеді – «Қыс» жобасы',
      summary: 'Қырық студент бір апта бойы өзенде болды […]',
      language: 'kk',
      publishedAt: '2026-02-11T04:30:00Z',
      url: 'https://test.example/2026/02/11/muz/',
      byline: 'Баспасөз қызметі',
      categories: ['Ғылым', 'Студенттер & қала'],
      bodyHtml: expect.stringContaining('href="https://test.example/docs/muz.pdf"') as string,
    })
  })

  it('reads what Bitrix publishes, in windows-1251 and without a guid', async () => {
    await using imports = await startImports()
    const sourceId = 'http://test.example/news/?ELEMENT_ID=815'
    expect(outcomes(await imports.send(windows1251(BITRIX), 'application/xml'))).toEqual(['created'])
    expect(await stored(imports, sourceId)).toMatchObject({
      title: 'Студенты измерили лёд "Нуры"',
      summary: 'Сорок студентов провели неделю на реке.',
      bodyHtml: expect.stringContaining('Результаты переданы району.') as string,
      language: 'ru',
      publishedAt: '2026-02-11T04:30:00Z',
      images: [{ url: 'http://test.example/upload/iblock/ice.jpg', type: 'image/jpeg', length: 48213 }],
    })
    const declared = windows1251(BITRIX.replace(' encoding="windows-1251"', ''))
    expect(outcomes(await imports.send(declared, 'application/xml; charset=windows-1251'))).toEqual([
      'unchanged',
    ])
  })

  it('reports text that does not fit its encoding instead of publishing it', async () => {
    await using imports = await startImports()
    const undeclared = windows1251(BITRIX.replace(' encoding="windows-1251"', ''))
    expect(outcomes(await imports.send(undeclared, RSS))).toEqual(['failed undecodable'])
  })

  it('reads what Joomla and Drupal publish', async () => {
    await using imports = await startImports()
    await imports.send(JOOMLA, RSS)
    expect(await stored(imports, 'https://test.example/index.php/en/news/41-ice')).toMatchObject({
      title: 'Students measured the ice & the river',
      bodyHtml:
        '<p>Forty students of hydrology spent a week on the river.</p>\n<p>They went home on Friday.</p>',
      byline: 'Press service',
      language: 'en',
    })
    await imports.send(DRUPAL, RSS)
    expect(await stored(imports, '41 at https://test.example')).toMatchObject({
      title: 'Лёд на Нуре измерен',
      byline: 'admin',
      language: 'ru',
    })
  })

  it('reads Atom, whatever its texts are', async () => {
    await using imports = await startImports()
    expect(outcomes(await imports.send(ATOM_FEED, ATOM))).toEqual(['created', 'created'])
    expect(await stored(imports, 'tag:test.example,2026:41')).toMatchObject({
      title: 'Мұз «Нұра»',
      summary: 'Қырық студент өзенде болды.',
      bodyHtml: expect.stringContaining('<b>бір апта</b> өзенде болды &amp; мұзды') as string,
      language: 'kk',
      publishedAt: '2026-02-11T04:30:00Z',
      byline: 'Баспасөз қызметі',
      categories: ['Ғылым'],
      images: [{ url: 'https://test.example/a.jpg', type: 'image/jpeg', length: 100 }],
    })
    expect(await stored(imports, 'tag:test.example,2026:42')).toMatchObject({
      publishedAt: '2026-02-12T09:00:00Z',
      images: [{ url: 'https://test.example/b.jpg', width: 640, height: 480 }],
    })
    const prefixed = ATOM_FEED.replace('xmlns="http', 'xmlns:a="http').replaceAll(
      /<(\/?)(feed|entry|id|title|link|published|updated|author|name|email|category|summary|content)\b/g,
      '<$1a:$2',
    )
    expect(outcomes(await imports.send(prefixed, ATOM))).toEqual(['unchanged', 'unchanged'])
  })

  it('makes no version of two items with one guid, and withdraws none that left the feed', async () => {
    await using imports = await startImports()
    const item = /<item>[^]*<\/item>/.exec(JOOMLA)?.[0] ?? ''
    const twice = JOOMLA.replace(item, `${item}${item.replace('Forty', 'Fifty')}`)
    expect(outcomes(await imports.send(twice, RSS))).toEqual(['created', 'failed repeated-in-document'])
    const end = await imports.end()
    for (let again = 0; again < 3; again += 1) await imports.send(twice, RSS)
    expect(outcomes(await imports.send(JOOMLA.replace(item, ''), RSS))).toEqual([])
    expect(await imports.end()).toBe(end)
    expect(await stored(imports, 'https://test.example/index.php/en/news/41-ice')).toMatchObject({
      status: 'published',
    })
  })

  it('never takes a missing or unreadable date for now', async () => {
    await using imports = await startImports()
    for (const date of ['', '<pubDate>yesterday</pubDate>', '<pubDate>11 Feb 2026 09:30 ALMT</pubDate>']) {
      const report = await imports.send(JOOMLA.replace(/<pubDate>.*<\/pubDate>/, date), RSS)
      expect(report.lines, date).toMatchObject([{ outcome: 'failed', errors: [{ pointer: '/publishedAt' }] }])
    }
  })

  it('makes an id of an address that is too long for one', async () => {
    await using imports = await startImports()
    const long = JOOMLA.replaceAll('41-ice', '%D0%BB'.repeat(60))
    const { lines } = await imports.send(long, RSS)
    expect(lines[0]?.sourceId).toMatch(/^~[a-z2-7]{52}$/)
    expect(outcomes(await imports.send(long, RSS))).toEqual(['unchanged'])
  })

  it('takes as many categories as an article has, and says that there were more', async () => {
    await using imports = await startImports()
    const many = Array.from({ length: 25 }, (_, n) => `<category>c${n}</category>`).join('')
    const { lines } = await imports.send(JOOMLA.replace('<category>News</category>', many), RSS)
    expect(lines).toMatchObject([{ outcome: 'created', warnings: [{ code: 'values-left-out' }] }])
  })

  it('says when a feed is cut off or is none, and keeps what was whole', async () => {
    await using imports = await startImports()
    const item = /<item>[^]*<\/item>/.exec(JOOMLA)?.[0] ?? ''
    const two = JOOMLA.replace(item, `${item}${item.replaceAll('41-ice', '42-ice')}`)
    const cut = await imports.send(two.slice(0, two.lastIndexOf('<author>')), RSS)
    expect([outcomes(cut), cut.end.complete, cut.end.code]).toEqual([['created'], false, 'document-cut'])
    for (const other of ['<html><body>404</body></html>', '', 'no markup', '<rdf:RDF></rdf:RDF>']) {
      const { end } = await imports.send(other, RSS)
      expect([end.complete, end.code], other).toEqual([false, 'not-a-feed'])
    }
  })

  it('is read the same however its bytes arrive', async () => {
    const documents = [WORDPRESS, DRUPAL, ATOM_FEED].map((text) => new TextEncoder().encode(text))
    documents.push(windows1251(BITRIX))
    const read = async (chunks: AsyncIterable<Uint8Array>) =>
      Array.fromAsync(importItems(chunks, { kind: 'feed', charset: undefined }))
    await assert(
      asyncProperty(constantFrom(...documents), array(nat(4_000)), async (bytes, cuts) => {
        expect(await read(split(bytes, cuts))).toEqual(await read(split(bytes, [])))
      }),
      { numRuns: 60 },
    )
    const [first = new Uint8Array()] = documents
    expect(await read(split(first, Array.from(first.keys())))).toEqual(await read(split(first, [])))
  })
})

async function* split(bytes: Uint8Array<ArrayBuffer>, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort(
    (a, b) => a - b,
  )
  for (const [n, from] of places.entries()) {
    const to = places[n + 1]
    if (to !== undefined) yield bytes.slice(from, to)
  }
}
