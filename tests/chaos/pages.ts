import { expect } from 'vitest'
import { PAGES, ZONES } from '../flow/real-pages.flow.ts'
import type { Found, Written } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import { readIdealImports, readSharedPage } from '../harness/shared-pages.ts'
import { PROFILE } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { createOutside } from './outside.ts'
import { untilContained } from './recovery.ts'
import { registerSurely } from './register.ts'

/** Publishes the five real pages as their universities would; gives how to read all that anyone sees of them. */
export async function publishPages(url: string): Promise<() => Promise<readonly unknown[]>> {
  const ideals = await readIdealImports()
  const published: Written[] = []
  for (const [slug, names] of Object.entries(PAGES)) {
    const profile = { ...PROFILE, homepage: `https://${slug}.example/`, timeZone: ZONES[slug] }
    const { key } = await registerSurely(url, slug, profile)
    for (const name of names) {
      const answer = ideals[name]?.publishedAt === null ? '&publishedAt=2022-04-20' : ''
      const path = `/v1/universities/${slug}/pages?sourceId=${name}&publish=true${answer}`
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'text/plain; charset=utf-8' }
      const body = new Uint8Array(await readSharedPage(name))
      const response = await waitUntil(`${name} to be published`, async () => {
        const posted = await fetch(url + path, { method: 'POST', headers, body })
        return posted.status !== 503 && posted
      })
      expect(response.ok, name).toBe(true)
      published.push((await response.json()) as Written)
    }
  }
  await untilContained(createOutside(url), published.at(-1)?.sequence ?? 0)
  return () => readAll(url, published)
}

async function readAll(url: string, published: readonly Written[]): Promise<readonly unknown[]> {
  const read = readerOf(url)
  const articles = published.map(async ({ id }) => {
    const { views: _, ...article } = await read.json<{ views: number }>(`/v1/articles/${id}`)
    return article
  })
  const query = published.map(({ id }) => `article=${id}`).join('&')
  const totals = read
    .json<{ views: { total: number; live: number; baseline: number }[] }>(`/v1/views?${query}`)
    .then(({ views }) => views.map(({ total, live, baseline }) => ({ total, live, baseline })))
  const perUniversity = Object.keys(PAGES).flatMap((slug) => [
    ...['atom', 'rss', 'json'].map((format) => read.text(`/feeds/${slug}.${format}`)),
    read.text(`/v1/changes?university=${slug}`),
    read
      .json<Found>(`/v1/search?q=&university=${slug}`)
      .then(({ hits }) => hits.map(({ id, titleHtml, snippet }) => ({ id, titleHtml, snippet }))),
  ])
  return Promise.all([...articles, totals, ...perUniversity])
}
