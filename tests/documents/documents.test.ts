import { describe, expect, it } from 'vitest'
import { DOCUMENTS, committedText } from './documents.ts'

describe.each(DOCUMENTS)('the $name document', (document) => {
  it('breaks nobody who relies on the committed one', async () => {
    expect(document.breaks(await committedText(document))).toEqual([])
  })

  it('is the committed one; after an addition: npx -y pnpm --filter @uniwire/tests documents', async () => {
    expect(JSON.parse(document.now)).toEqual(JSON.parse(await committedText(document)))
  })
})
