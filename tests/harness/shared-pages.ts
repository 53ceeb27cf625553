import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** Real pages stand beside the repository, not in it; where they are absent these tests are left out. */
const FOLDER = new URL('../../../shared/pages/', import.meta.url)
export const hasSharedPages = existsSync(FOLDER)

export interface IdealImport {
  readonly title: string
  readonly titleFrom: string
  readonly titleStartsWith: string
  readonly byline: string | null
  readonly bylineAlternatives: readonly string[]
  readonly categories: readonly string[]
  readonly publishedAt: string | null
  readonly datePrecision: string
  readonly timeZone: string
  readonly printedDate: string
  readonly legacyViews: number | null
  readonly language: string
  readonly needs: readonly string[]
  readonly imageNames: readonly string[]
  readonly bodyStartsWith: string
  readonly bodyEndsWith: string
  readonly bodyMustContain: readonly string[]
  readonly mustNotContain: readonly string[]
  readonly paragraphs: number
}

export async function readIdealImports(): Promise<Readonly<Record<string, IdealImport>>> {
  const text = await readFile(new URL('ideal-imports.json', FOLDER), 'utf8')
  // The file lies outside this repository and is written in this shape.
  return JSON.parse(text) as Record<string, IdealImport>
}

export const readSharedPage = (name: string): Promise<Buffer> => readFile(new URL(name, FOLDER))
