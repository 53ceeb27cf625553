import type { TestUniversity } from '../harness/university.ts'
import { PROFILE, registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const DEADLINE_MS = 120_000

/** However busy the machine is; until its feeds are there, for a feed that nobody knows yet is a 404. */
export async function registerSurely(
  url: string,
  slug: string,
  profile: object = PROFILE,
): Promise<TestUniversity> {
  const university = await waitUntil(
    `${slug} to be registered`,
    () => registerUniversity(url, slug, profile).catch(() => undefined),
    DEADLINE_MS,
  )
  await waitUntil(
    `the feeds of ${slug}`,
    async () => {
      const response = await fetch(`${url}/feeds/${slug}.atom`)
      await response.body?.cancel()
      return response.ok
    },
    DEADLINE_MS,
  )
  return university
}
