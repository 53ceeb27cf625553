import type { LintContext } from './finding.ts'

export type DocumentFormat = 'rss' | 'atom' | 'json' | 'opml' | 'sitemap'

/** Checks the Content-Type against what the document turned out to be, and its charset against the declaration. */
export function checkMediaType(
  text: string,
  format: DocumentFormat,
  encoding: string | undefined,
  { options, report }: LintContext,
): void {
  if (options.contentType === undefined) return
  const [mediaType = '', ...parameters] = options.contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (!ALLOWED[format].includes(mediaType)) {
    report('UnexpectedContentType', `${mediaType} is not for this format.`, 'Content-Type')
  } else if (
    GENERIC.includes(mediaType) &&
    format !== 'sitemap' &&
    !MARKER.test(text.slice(0, SNIFFED_CHARACTERS))
  ) {
    report('NonSpecificMediaType', `${mediaType} says too little, and no reader can guess.`, 'Content-Type')
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  if (charset === undefined || encoding === undefined) return
  if (charset.replaceAll('"', '') !== encoding.toLowerCase()) {
    report('EncodingMismatch', `The header says ${charset}, the document ${encoding}.`, 'Content-Type')
  }
}

const GENERIC = ['application/xml', 'text/xml']
const ALLOWED: Readonly<Record<DocumentFormat, readonly string[]>> = {
  rss: ['application/rss+xml', ...GENERIC],
  atom: ['application/atom+xml', ...GENERIC],
  json: ['application/feed+json', 'application/json'],
  opml: ['text/x-opml', ...GENERIC],
  sitemap: GENERIC,
}
/** What readers look at when the media type says only "XML". */
const SNIFFED_CHARACTERS = 512
const MARKER = /<(?:rss|feed|opml)/
