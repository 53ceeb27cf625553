import { describe, expect, it } from 'vitest'
import { articleForm, isReadableVersion } from './media-type.ts'

describe('an Accept header', () => {
  it.each([
    'application/vnd.iptc.ninjs+json',
    'application/vnd.iptc.ninjs+json;version=3.1',
    'application/vnd.iptc.ninjs+json; version="3.1"; q=0.9, application/json;q=0.5',
    'Application/Vnd.IPTC.ninjs+JSON, */*;q=0.1',
    'application/json;q=0.8, application/vnd.iptc.ninjs+json',
  ])('asks for ninjs: %s', (accept) => {
    expect(articleForm(accept)).toBe('ninjs')
  })

  it.each([
    undefined,
    '',
    '*/*',
    'application/*',
    'application/json',
    'text/html, application/xhtml+xml, */*;q=0.8',
    'application/json, application/vnd.iptc.ninjs+json',
    'application/vnd.iptc.ninjs+json;q=0.4, application/json;q=0.5',
    'application/vnd.iptc.ninjs+json;q=0.4, */*;q=0.5',
    'application/vnd.iptc.ninjs+json;q=0, */*',
    'application/vnd.iptc.ninjs+json;q=much',
    'application/vnd.iptc.ninjs+json;version=2.0, application/json',
    'json',
  ])('is answered in plain JSON: %s', (accept) => {
    expect(articleForm(accept)).toBe('json')
  })
})

describe('an Accept header without either form', () => {
  it.each([
    'text/html',
    'image/png, application/xml;q=0.5',
    'application/json;q=0',
    'application/json;q=0, */*;q=0',
    'application/vnd.iptc.ninjs+json;version=2.0',
  ])('cannot be answered: %s', (accept) => {
    expect(articleForm(accept)).toBeNull()
  })
})

describe('a Content-Type', () => {
  it('of ninjs 3, of no version, and of anything else is read', () => {
    for (const version of ['', ';version=3.1', '; version="3.0"', ';version=3;charset=utf-8']) {
      expect(isReadableVersion(`application/vnd.iptc.ninjs+json${version}`), version).toBe(true)
    }
    expect(isReadableVersion('application/json;version=1')).toBe(true)
  })

  it('of another version of ninjs is not', () => {
    for (const version of ['1.4', '2.0', '31', '4']) {
      expect(isReadableVersion(`application/vnd.iptc.ninjs+json;version=${version}`), version).toBe(false)
    }
  })
})
