import { IMPORT_MEDIA_TYPES, NDJSON_MEDIA_TYPE } from '@uniwire/http-api'
import { ProblemError } from '@uniwire/service-kit'

export interface ImportFormat {
  /** Which of RSS and Atom a feed is, its root element says. */
  readonly kind: 'ndjson' | 'feed'
  readonly charset: string | undefined
}

/** Throws `unsupported-media-type`, also for a charset that nobody can decode. */
export function importFormat(contentType = ''): ImportFormat {
  const [first = '', ...parameters] = contentType.split(';')
  const mediaType = first.trim().toLowerCase()
  if (!IMPORT_MEDIA_TYPES.some((each) => each === mediaType)) throw unsupported(IMPORT_MEDIA_TYPES)
  const charset = parameters
    .map((each) => /^\s*charset\s*=\s*"?([\w:.+-]+)"?\s*$/i.exec(each)?.[1])
    .find((each) => each !== undefined)
  const kind = mediaType === NDJSON_MEDIA_TYPE ? 'ndjson' : 'feed'
  const decodable = kind === 'ndjson' ? /^utf-?8$/i.test(charset ?? 'utf-8') : isDecodable(charset ?? 'utf-8')
  if (!decodable) throw unsupported([`${mediaType}; charset=utf-8`])
  return { kind, charset }
}

export function isDecodable(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function unsupported(accepted: readonly string[]): ProblemError {
  return new ProblemError({ code: 'unsupported-media-type', accepted })
}
