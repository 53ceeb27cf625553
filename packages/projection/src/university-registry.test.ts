import type { DomainEvent } from '@uniwire/events'
import { universitySubject } from '@uniwire/events'
import type { University } from '@uniwire/newsroom'
import { parseSlug } from '@uniwire/newsroom'
import { describe, expect, it } from 'vitest'
import { readPage } from './read-page.ts'
import { createUniversityRegistry } from './university-registry.ts'

function event(type: 'university.registered' | 'university.changed', text: string, en = text): DomainEvent {
  const slug = parseSlug(text)
  if (!slug.ok) throw new Error(slug.reason)
  const payload: University = {
    slug: slug.slug,
    names: { kk: en, ru: en, en },
    formerNames: [],
    homepage: 'https://u.example/',
    timeZone: 'Asia/Almaty',
    languages: ['en'],
    registeredAt: '2026-01-01T00:00:00.000Z',
  }
  const envelope = { id: text, source: '/intake', type, time: '2026', schema: 1 }
  return { type, sequence: 1, subject: universitySubject(slug.slug), envelope, payload }
}

describe('the registry of universities', () => {
  it('holds each as its last event says, by slug', () => {
    const registry = createUniversityRegistry()
    registry.apply(event('university.registered', 'nura'))
    registry.apply(event('university.registered', 'altyn'))
    registry.apply(event('university.changed', 'nura', 'Nura Technical'))
    expect(registry.list().map(({ slug, names }) => [slug, names.en])).toEqual([
      ['altyn', 'altyn'],
      ['nura', 'Nura Technical'],
    ])
    expect(registry.get('nura')?.names.en).toBe('Nura Technical')
    expect(registry.get('nobody')).toBeUndefined()
  })
})

describe('a page of the log', () => {
  it('gives what can be read, in order, and hands over the rest', async () => {
    const known = event('university.registered', 'nura')
    const record = (type: string, payload: string, sequence: number) => {
      return { sequence, subject: known.subject, envelope: { ...known.envelope, type }, payload }
    }
    const good = JSON.stringify(known.payload)
    const seen: (string | number)[] = []
    const events = await readPage(
      {
        position: 4,
        records: [
          record('university.registered', good, 1),
          record('university.sold', '{}', 2),
          record('university.changed', '{', 3),
          record('university.changed', good, 4),
        ],
      },
      {
        onUnknown: (type) => seen.push(type),
        onUnreadable: ({ sequence }) => void seen.push(sequence),
      },
    )
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 4])
    expect(seen).toEqual(['university.sold', 3])
  })
})
