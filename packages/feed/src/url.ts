/**
 * A web address in the characters of RFC 3986, or undefined when the text is none. What is fine already is
 * returned unchanged; the rest is parsed as browsers do (WHATWG URL), and the characters that standard leaves
 * alone but RFC 3986 forbids (`[`, `|`, `^` …) are percent-encoded, or validators and strict readers refuse the link.
 */
export function webUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (PLAIN_WEB_URL.test(text)) return text
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  const path = url.href.slice(url.origin.length)
  return hasUserInfo(url) ? undefined : url.origin + path.replace(FORBIDDEN, encodeURIComponent)
}

/** True for an address with a dotted host: the only kind that the W3C validator takes for an enclosure. */
export function hasPublicHost(url: string): boolean {
  return PUBLIC_HOST.test(url)
}

/** An address never shows a password to the whole world. */
function hasUserInfo(url: URL): boolean {
  return url.username !== '' || url.password !== ''
}

const PLAIN_WEB_URL =
  /^https?:\/\/[0-9a-z](?:[0-9a-z.-]*[0-9a-z])?(?::[0-9]{1,5})?\/(?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'(),#]|%[0-9A-Fa-f]{2})*$/
const FORBIDDEN = /[^0-9a-zA-Z;/?:@&=+$.\-_!~*'(),#%]/g
const PUBLIC_HOST = /^https?:\/\/(?:[0-9a-z-]+\.)+[0-9a-z][0-9a-z-]*(?::[0-9]+)?\//
