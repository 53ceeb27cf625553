import { readFile } from 'node:fs/promises'
import { createClient } from '@uniwire/client'
import type { ArticleBody, UniversityProfileBody } from '@uniwire/http-api'

interface SampleUniversity {
  readonly slug: string
  readonly profile: UniversityProfileBody
  readonly articles: readonly { readonly sourceId: string; readonly article: ArticleBody }[]
}

/** Universities that do not exist, with the kind of news that the real ones write. */
const SAMPLE = ['nura', 'altyn-dala', 'caspian']
/** The one whose key is printed for the first `curl`. */
const SHOWN = 'nura'

/** Fills an empty log by the same calls that a university makes; returns one key to try it with. */
export async function publishSample(
  origin: { request(input: string | URL, init?: RequestInit): Response | Promise<Response> },
  operatorKey: string,
): Promise<string> {
  // `fetch` may be given a Request, which the client never does.
  const inProcess: typeof fetch = async (input, init) => origin.request(input as string | URL, init)
  const connection = { baseUrl: 'http://127.0.0.1', fetch: inProcess }
  const operator = createClient({ ...connection, key: operatorKey })
  let shown = ''
  for (const slug of SAMPLE) {
    const { profile, articles } = await readSample(slug)
    await operator.putUniversity(slug, profile)
    const { key } = await operator.issueKey(slug, { label: 'Sample' })
    const university = createClient({ ...connection, key })
    for (const { sourceId, article } of articles) await university.publish(slug, sourceId, article)
    if (slug === SHOWN) shown = key
  }
  return shown
}

async function readSample(slug: string): Promise<SampleUniversity> {
  const text = await readFile(new URL(`./sample/${slug}.json`, import.meta.url), 'utf8')
  // Written beside this file, and checked by intake like everybody's.
  return JSON.parse(text) as SampleUniversity
}
