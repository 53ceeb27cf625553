import { DAY_MS, parseInstant } from '@uniwire/ports'
import type { Layout } from './layout.ts'
import { text } from './reply.ts'
import { DAY_STAYS_OPEN_MS, visitorsKeptSince } from './retention.ts'
import type { RunScripts } from './script.ts'
import { VISITOR_SALT } from './script.ts'

/**
 * The first salt that was offered for the day. The append-only file keeps a trace of it until Redis writes that
 * file anew, and a backup for as long as it lives; the visitors that it could name are gone with the day.
 */
export async function visitorSalt(
  { salts }: Layout,
  run: RunScripts,
  { day, offered, now }: { readonly day: string; readonly offered: Uint8Array; readonly now: number },
): Promise<Uint8Array> {
  const oldest = visitorsKeptSince(now)
  // Its visitors are forgotten: nobody is to be known again.
  if (day < oldest) return offered
  const lifetimeMs = parseInstant(day) + DAY_MS + DAY_STAYS_OPEN_MS - now
  const values = [day, Buffer.from(offered).toString('base64url'), oldest, lifetimeMs]
  const [stored] = await run([{ script: VISITOR_SALT, keys: [salts], values }])
  return Buffer.from(text(stored), 'base64url')
}
