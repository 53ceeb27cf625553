import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importPage, importTracedPage } from './import-page.ts'
import type { Site } from './site.ts'

/** Five real pages stand outside the repository, beside it; where they do not, this file says so and is left out. */
const FOLDER = new URL('../../../../shared/pages/', import.meta.url)
const isThere = existsSync(new URL('ideal-imports.json', FOLDER))

const Ideal = z.object({
  title: z.string(),
  byline: z.string(),
  bylineAlternatives: z.array(z.string()),
  categories: z.array(z.string()),
  publishedAt: z.string().nullable(),
  datePrecision: z.string(),
  timeZone: z.string(),
  printedDate: z.string(),
  legacyViews: z.number().nullable(),
  language: z.string(),
  imageNames: z.array(z.string()),
  needs: z.array(z.string()),
  bodyStartsWith: z.string(),
  bodyEndsWith: z.string(),
  bodyMustContain: z.array(z.string()),
  mustNotContain: z.array(z.string()),
  paragraphs: z.number(),
})

const ideals = isThere ? idealImports() : []

describe.runIf(isThere)(
  'the five real pages (left out where shared/pages does not stand beside the repository)',
  () => {
    it.each(ideals)('gives what a person would make of $name', ({ name: file, ideal }) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8')
      const { draft, evidence, needs } = importPage({ text, mediaType: 'text/plain' }, siteOf(ideal.timeZone))
      expect({
        title: draft.title,
        categories: draft.categories,
        publishedAt: draft.publishedAt,
        datePrecision: evidence.publishedAt?.datePrecision,
        timeZone: evidence.publishedAt?.timeZone,
        printedDate: evidence.publishedAt?.printedDate,
        legacyViews: draft.legacyViews?.count ?? null,
        language: draft.language,
        imageNames: evidence.images?.value ?? [],
        needs,
        byline: draft.byline,
        paragraphs: draft.bodyText?.split('\n\n').length,
      }).toEqual({
        title: ideal.title,
        categories: ideal.categories,
        publishedAt: ideal.publishedAt,
        datePrecision: ideal.datePrecision,
        timeZone: ideal.timeZone,
        printedDate: ideal.printedDate,
        legacyViews: ideal.legacyViews,
        language: ideal.language,
        imageNames: ideal.imageNames,
        needs: ideal.needs,
        byline: ideal.byline,
        paragraphs: ideal.paragraphs,
      })
      const body = draft.bodyText ?? ''
      expect(body.slice(0, ideal.bodyStartsWith.length)).toBe(ideal.bodyStartsWith)
      expect(body.slice(-ideal.bodyEndsWith.length)).toBe(ideal.bodyEndsWith)
      expect(ideal.bodyMustContain.filter((part) => !body.includes(part))).toEqual([])
      expect(ideal.mustNotContain.filter((part) => body.includes(part))).toEqual([])
      expect(evidence.byline?.alternatives).toEqual(ideal.bylineAlternatives)
    })

    it.each(ideals)(
      'gives the same of $name, whatever pages of its site were seen before',
      ({ name: file, ideal }) => {
        const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')
        const site = siteOf(ideal.timeZone)
        const trace = (name: string) =>
          importTracedPage({ text: read(name), mediaType: 'text/plain' }, site, {}, []).trace
        const all = ideals.flatMap(({ name }) => trace(name) ?? [])
        const page = { text: read(file), mediaType: 'text/plain' } as const
        const alone = importPage(page, site)
        const others = ideals.flatMap(({ name }) => (name === file ? [] : (trace(name) ?? [])))
        for (const seen of [others, others.toReversed(), all, [...all, ...all]])
          expect(importTracedPage(page, site, {}, seen).imported).toEqual(alone)
      },
    )
  },
)

function idealImports(): readonly { readonly name: string; readonly ideal: z.infer<typeof Ideal> }[] {
  const all: unknown = JSON.parse(readFileSync(new URL('ideal-imports.json', FOLDER), 'utf8'))
  const byName = z.record(z.string(), Ideal).parse(all)
  return readdirSync(FOLDER).flatMap((file) => {
    const ideal = byName[file]
    return ideal === undefined ? [] : [{ name: file, ideal }]
  })
}

function siteOf(timeZone: string): Site {
  const names = { kk: 'Университет', ru: 'Университет', en: 'University' }
  return { timeZone, names, homepage: 'https://university.example' }
}
