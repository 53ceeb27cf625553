import { NINJS_MEDIA_TYPE } from '@uniwire/http-api'

interface MediaRange {
  readonly type: string
  readonly version: string | undefined
  /** NaN for what is no quality. */
  readonly quality: number
}

/**
 * What an `Accept` header wants of an article (RFC 9110 §12.5.1): the most specific range decides on each form, and
 * JSON is what is sent when both are equal, or nothing readable is asked for. Null where neither is acceptable.
 * Another version of ninjs than 3.1 cannot be had.
 */
export function articleForm(accept: string | undefined): 'json' | 'ninjs' | null {
  const ranges = (accept ?? '')
    .split(',')
    .map(rangeOf)
    .filter(({ type, quality }) => type.includes('/') && !Number.isNaN(quality))
  if (ranges.length === 0) return 'json'
  const [ninjs, json] = [qualityOf(NINJS_MEDIA_TYPE, ranges), qualityOf('application/json', ranges)]
  if (ninjs > json) return 'ninjs'
  return json > 0 ? 'json' : null
}

/** Whether a document of this `Content-Type` is ninjs 3: those of earlier versions call their members otherwise. */
export function isReadableVersion(contentType: string): boolean {
  const { type, version } = rangeOf(contentType)
  return type !== NINJS_MEDIA_TYPE || version === undefined || /^3(?:\.|$)/.test(version)
}

function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const usable = ranges.filter((range) => range.version === undefined || range.version === '3.1')
  for (const pattern of [type, 'application/*', '*/*']) {
    const matching = usable.filter((range) => range.type === pattern)
    if (matching.length > 0) return Math.max(...matching.map(({ quality }) => quality))
  }
  return 0
}

function rangeOf(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const valueOf = (name: string) => {
    const found = parameters.find((each) => each.startsWith(`${name}=`))
    return found?.slice(name.length + 1).replaceAll('"', '')
  }
  const quality = Number(valueOf('q') ?? 1)
  return { type, version: valueOf('version'), quality: quality >= 0 && quality <= 1 ? quality : NaN }
}
