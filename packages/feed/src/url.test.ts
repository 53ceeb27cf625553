import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './arbitrary-entry.ts'
import { webUrl } from './url.ts'

describe('a web address in a feed', () => {
  it('stays byte for byte when it is right already', () => {
    for (const url of [
      'https://a.kz/',
      'http://localhost:4000/x?y=1&z=%D2%A3#f',
      "https://a.kz/(1),'2'/~b;c",
    ]) {
      expect(webUrl(url)).toBe(url)
    }
  })

  it('has only characters that RFC 3986 allows', () => {
    expect(webUrl('https://a.kz/жаңа?id[]=1|2')).toBe('https://a.kz/%D0%B6%D0%B0%D2%A3%D0%B0?id%5B%5D=1%7C2')
    expect(webUrl('HTTPS://Университет.kz')).toBe('https://xn--b1agajc0ayikbb.kz/')
  })

  it('is none without http or https, or with a password', () => {
    for (const text of [undefined, '', '/a', 'a.kz', 'javascript:x', 'mailto:a@a.kz', 'https://u:p@a.kz/']) {
      expect(webUrl(text)).toBeUndefined()
    }
  })

  it('is the same when read twice, and valid for strict readers, whatever the text was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const url = webUrl(`https://a.kz/${text}`)
        expect(url).toMatch(/^https:\/\/a\.kz\/[0-9a-zA-Z;/?:@&=+$.\-_!~*'(),#%]*$/)
        expect(webUrl(url)).toBe(url)
      }),
    )
  })
})
