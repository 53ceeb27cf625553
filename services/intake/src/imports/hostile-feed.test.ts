import { describe, expect, it } from 'vitest'
import { RSS, outcomes, startImports } from './import.fixture.ts'

const feed = (item: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel>${item}</channel></rss>`
const item = (title: string, body = 'A body of words.', guid = '1') =>
  `<item><guid>${guid}</guid><title>${title}</title><description>${body}</description><pubDate>Wed, 11 Feb 2026 09:30:00 +0500</pubDate></item>`

describe('a hostile feed', () => {
  it('cannot expand entities, nor read a file', async () => {
    await using imports = await startImports()
    const laughs = Array.from({ length: 9 }, (_, n) => {
      return `<!ENTITY lol${n + 1} "${`&lol${n};`.repeat(10)}">`
    }).join('')
    const bomb = `<!DOCTYPE rss [<!ENTITY lol0 "lol">${laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]>`
    const report = await imports.send(feed(item('T &lol9;', '&file; and words'), bomb), RSS)
    expect(outcomes(report)).toEqual(['created'])
    const payload = (await imports.intake.records()).at(-1)?.payload ?? ''
    expect(payload.length).toBeLessThan(2_000)
    expect(payload).toContain('&lol9;')
    expect(payload).not.toContain('root:')
  })

  it('is not followed into the depth', async () => {
    await using imports = await startImports()
    const { end } = await imports.send(feed(`<item>${'<a>'.repeat(100_000)}`), RSS)
    expect([end.complete, end.code]).toEqual([false, 'markup-too-deep'])
  })

  it.each([
    ['an attribute', `<item><a b="${'x'.repeat(9_000_000)}"/></item>`],
    ['a tag of many attributes', `<item><a ${'b="12345678901234567890" '.repeat(400_000)}/></item>`],
    ['a comment', `<!--${'x'.repeat(9_000_000)}-->`],
    ['a name', `<${'x'.repeat(9_000_000)}>`],
    ['a section', `<item><title><![CDATA[${'x'.repeat(9_000_000)}]]></title></item>`],
  ])('is read no further at %s larger than memory should hold', async (_, markup) => {
    await using imports = await startImports()
    const { lines, end } = await imports.send(feed(item('First') + markup), RSS)
    expect([end.complete, end.code]).toEqual([false, 'markup-too-large'])
    expect(lines).toMatchObject([{ outcome: 'created' }])
  })

  it.each([
    ['its text', item('Large', 'word '.repeat(300_000), '2')],
    ['empty elements', `<item><guid>2</guid>${'<x/>'.repeat(100_000)}</item>`],
    [
      'a picture in its text',
      item('Large', `<![CDATA[<img src="data:image/png;base64,${'A'.repeat(2_000_000)}">]]>`, '2'),
    ],
  ])('leaves out an item that is too large by %s, and goes on', async (_, large) => {
    await using imports = await startImports()
    const report = await imports.send(feed(item('First') + large + item('Third', 'Words.', '3')), RSS)
    expect(outcomes(report)).toEqual(['created', 'failed body-too-large', 'created'])
    expect(report.end.complete).toBe(true)
  })

  it('survives markup that is no XML', async () => {
    await using imports = await startImports()
    const broken = `<item><guid>2<title>R&D & co < 5</guid></title><description>a<br>b</p></description></item>`
    const report = await imports.send(feed(item('First') + broken + item('Third', 'Words.', '3')), RSS)
    expect(report.lines[0]).toMatchObject({ outcome: 'created' })
    expect(report.lines.at(-1)).toMatchObject({ sourceId: '3', outcome: 'created' })
  })
})
