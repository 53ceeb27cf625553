import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { recordAnswers } from './recorded-answers.ts'

const EXAMPLES = new URL('../../packages/http-api/src/answer-examples.json', import.meta.url)

describe('the examples of the OpenAPI document', () => {
  it('are what a server answers; after a change of answers: npx -y pnpm --filter @uniwire/tests examples', async () => {
    const committed: unknown = JSON.parse(await readFile(EXAMPLES, 'utf8'))
    expect(await recordAnswers()).toEqual(committed)
  }, 180_000)
})
