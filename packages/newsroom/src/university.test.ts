import { describe, expect, it } from 'vitest'
import { ADDRESS, AT, LATER } from './decisions.fixture.ts'
import type { University, UniversityProfile } from './university.ts'
import { registerUniversity } from './university.ts'

const profile: UniversityProfile = {
  names: { kk: 'Нұра', ru: 'Нура', en: 'Nura' },
  homepage: 'https://nura.example/',
  timeZone: 'Asia/Almaty',
  languages: ['kk', 'ru'],
}

describe('registering a university', () => {
  const { university } = registerUniversity(undefined, ADDRESS.university, profile, AT)

  it('is an event once, and nothing when repeated', () => {
    expect(registerUniversity(undefined, ADDRESS.university, profile, AT)).toMatchObject({
      type: 'university.registered',
    })
    expect(registerUniversity(university, ADDRESS.university, profile, LATER)).toEqual({
      kind: 'unchanged',
      university,
    })
  })

  it('under another name keeps the old one', () => {
    const renamed = { ...profile, names: { ...profile.names, en: 'Nura Technical' } }
    expect(registerUniversity(university, ADDRESS.university, renamed, LATER)).toMatchObject({
      type: 'university.changed',
      university: { formerNames: [profile.names], registeredAt: AT, names: renamed.names },
    })
  })

  it('closes it once: repeated it is nothing, a successor named later keeps the time, and it may open again', () => {
    const close = (before: University, closed: UniversityProfile['closed'], at: string) =>
      registerUniversity(before, ADDRESS.university, { ...profile, closed }, at)
    const shut = close(university, {}, AT)
    expect(shut).toMatchObject({ type: 'university.changed', university: { closed: { at: AT } } })
    expect(close(shut.university, {}, LATER).kind).toBe('unchanged')
    const followed = close(shut.university, { successor: ADDRESS.university }, LATER)
    expect(followed.university.closed).toEqual({ at: AT, successor: ADDRESS.university })
    const open = registerUniversity(followed.university, ADDRESS.university, profile, LATER)
    expect(open).toEqual({ kind: 'append', type: 'university.changed', university })
    expect(close(open.university, {}, LATER).university.closed).toEqual({ at: LATER })
  })
})
