import { viewInput } from '@uniwire/http-api'

export type Beacon =
  | { readonly kind: 'view'; readonly article: string; readonly event?: string | undefined }
  /** JSON, but no view: taken and not counted, for 400 is only for what is not JSON (contract §1). */
  | { readonly kind: 'other' }
  | { readonly kind: 'not-json' }

/** Reads a beacon whatever its media type says: `sendBeacon` calls every text `text/plain`. */
export function readBeacon(body: string): Beacon {
  const json = parseJson(body)
  if (!json.ok) return { kind: 'not-json' }
  const input = viewInput.safeParse(json.value)
  return input.success ? { kind: 'view', ...input.data } : { kind: 'other' }
}

function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false }
  }
}
