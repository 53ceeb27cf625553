import { describe, expect, it } from 'vitest'
import { bodyOf, imported, page, RU, shown } from '../../fixtures/texts.ts'

describe('a date printed as a leaf of a calendar', () => {
  it.each([
    ['03\nAug\n2023', '2023-08-03'],
    ['12\nЯнваря\n2023', '2023-01-12'],
    ['12 янв.\n2023', '2023-01-12'],
    ['5\nқазан 2021', '2021-10-05'],
    ['October 12,\n2023', '2023-10-12'],
  ])('is one date: %j', (printed, publishedAt) => {
    const text = page(printed, RU.headline, RU.first, RU.second)
    const { draft, evidence } = imported(text)
    expect(draft).toMatchObject({ title: RU.headline, publishedAt, bodyText: bodyOf(RU.first, RU.second) })
    expect(shown(text, evidence.publishedAt)).toBe(printed)
  })

  it.each(['12\nЯнваря', '12\n2023', 'Января\n2023', '45\nЯнваря\n2023'])(
    'is not made of other numbers: %j',
    (printed) => {
      expect(imported(page(printed, RU.headline, RU.first, RU.second)).needs).toEqual(['publishedAt'])
    },
  )
})

describe('a weekday beside a date that can be read in two ways', () => {
  it.each([
    ['Sun, 07/10/2022 - 18:05', '2022-07-10T12:05:00Z'],
    ['жексенбі, 07/10/2022', '2022-07-10'],
    ['07/10/2022 (пятница)', '2022-10-07'],
  ])('says which is meant: %s', (printed, publishedAt) => {
    expect(imported(page(RU.headline, printed, RU.first, RU.second)).draft.publishedAt).toBe(publishedAt)
  })

  it('that fits neither leaves the question', () => {
    expect(imported(page(RU.headline, 'Mon, 07/10/2022', RU.first, RU.second)).needs).toEqual(['publishedAt'])
  })
})
