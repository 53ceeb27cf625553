/** Records the answers anew that stand in the OpenAPI document as examples; after it, the documents are written anew. */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { recordAnswers } from './recorded-answers.ts'

const path = fileURLToPath(new URL('../../packages/http-api/src/answer-examples.json', import.meta.url))
const recorded = JSON.stringify(await recordAnswers())
await writeFile(path, await format(recorded, { ...(await resolveConfig(path)), filepath: path }))
