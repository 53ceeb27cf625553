import { describe, expect, it } from 'vitest'
import { assets, contentSecurityPolicy } from './assets.ts'
import { hashedPath } from './hashed-path.ts'
import { publishScripts } from './publish-script.ts'
import { stylesheet, viewDaysStylesheet } from './stylesheet.ts'

describe('assets', () => {
  it('have a path that changes with their bytes', () => {
    expect(assets.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/assets\/site\.[0-9a-f]{12}\.css$/),
      expect.stringMatching(/^\/assets\/publish\.[0-9a-f]{12}\.css$/),
      expect.stringMatching(/^\/assets\/view-days\.[0-9a-f]{12}\.css$/),
      expect.stringMatching(/^\/assets\/favicon\.[0-9a-f]{12}\.svg$/),
      ...publishScripts.map(() => expect.stringMatching(/^\/assets\/publish\.[0-9a-f]{12}\/[a-z-]+\.js$/)),
    ])
    expect(hashedPath('site', 'css', 'a')).not.toBe(hashedPath('site', 'css', 'b'))
  })

  it('load nothing further', () => {
    expect(stylesheet + viewDaysStylesheet).not.toMatch(/@import|url\(/)
  })

  it('keep the stylesheet small enough for a slow phone', () => {
    expect(Buffer.byteLength(stylesheet)).toBeLessThan(13_000)
    expect(Buffer.byteLength(viewDaysStylesheet)).toBeLessThan(2_000)
  })

  it('have every module that a module imports', () => {
    const folder = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)
    const paths = publishScripts.map(({ path }) => path)
    for (const { path, body } of publishScripts) {
      for (const [, name = ''] of body.matchAll(/from '\.\/([^']+)'/g)) {
        expect(paths).toContain(folder(path) + name)
      }
    }
  })

  it('need no policy that would let inline code run', () => {
    expect(contentSecurityPolicy).not.toContain('unsafe')
  })
})
