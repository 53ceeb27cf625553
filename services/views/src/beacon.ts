/** Of the client's id of a view. */
const MAX_EVENT_CHARACTERS = 100

export type Beacon =
  | { readonly kind: 'view'; readonly article: string; readonly event?: string | undefined }
  /** JSON, but no view: taken and not counted, for 400 is only for what is not JSON (contract §1). */
  | { readonly kind: 'other' }
  | { readonly kind: 'not-json' }

/** Reads a beacon whatever its media type says: `sendBeacon` calls every text `text/plain`. */
export function readBeacon(body: string): Beacon {
  const json = parseJson(body)
  if (!json.ok) return { kind: 'not-json' }
  return viewIn(json.value) ?? { kind: 'other' }
}

/** What `viewInput` of the API takes, by hand: a schema takes longer for two members than all else here. */
function viewIn(value: unknown): Beacon | undefined {
  if (typeof value !== 'object' || value === null || !('article' in value)) return undefined
  const { article } = value
  const event = 'event' in value ? value.event : undefined
  if (typeof article !== 'string') return undefined
  if (event === undefined) return { kind: 'view', article }
  if (typeof event !== 'string' || event.length > MAX_EVENT_CHARACTERS) return undefined
  return { kind: 'view', article, event }
}

function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false }
  }
}
