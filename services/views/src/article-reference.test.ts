import { articleId, parseSlug, parseSourceId } from '@uniwire/newsroom'
import { describe, expect, it } from 'vitest'
import { resolveReference } from './article-reference.ts'

const idOf = (university: string, source: string) => {
  const slug = parseSlug(university)
  const sourceId = parseSourceId(source)
  if (!slug.ok || !sourceId.ok) throw new Error('not an identity')
  return articleId(slug.slug, sourceId.sourceId)
}

describe('a reference to an article', () => {
  it('is its id, in any case and between spaces', () => {
    const id = idOf('nura', '41')
    expect(resolveReference(` ${id.toUpperCase()} `)).toBe(id)
  })

  it('is university and sourceId, which may hold slashes and Cyrillic in either normal form', () => {
    expect(resolveReference('nura/news/2026/41')).toBe(idOf('nura', 'news/2026/41'))
    expect(resolveReference(`nura/${'жаңалық-й'.normalize('NFD')}`)).toBe(idOf('nura', 'жаңалық-й'))
  })

  it('names articles whose sourceId intake made', () => {
    expect(resolveReference(`nura/~${'a'.repeat(52)}`)).toMatch(/^[0-9a-f-]{36}$/)
    expect(resolveReference('nura/~short')).toBeUndefined()
  })

  it.each([
    '',
    'nura',
    'nura/',
    '/41',
    'all/41',
    'Nura/41',
    'nura/a\u0000b',
    'nura/..',
    `nura/${'a'.repeat(201)}`,
  ])('is nothing else: %j', (text) => {
    expect(resolveReference(text)).toBeUndefined()
  })
})
