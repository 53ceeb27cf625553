/**
 * Writes docs/api anew from the schemas in use. Refuses what would break those who rely on the documents as they are,
 * unless it is meant: `--breaking`.
 */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { DOCUMENTS, committedText } from './documents.ts'

const isMeant = process.argv.includes('--breaking')
for (const document of DOCUMENTS) {
  const path = fileURLToPath(document.file)
  const committed = await committedText(document).catch(() => undefined)
  const breaks = committed === undefined ? [] : document.breaks(committed)
  for (const each of breaks) process.stderr.write(`${document.name}: ${each}\n`)
  if (breaks.length > 0 && !isMeant) {
    process.exitCode = 1
    continue
  }
  await writeFile(path, await format(document.now, { ...(await resolveConfig(path)), filepath: path }))
  process.stdout.write(`${document.name}: written\n`)
}
