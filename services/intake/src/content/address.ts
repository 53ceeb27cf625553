/** Links within a site, as nearly all are: `URL` would put the origin of the base before them and change nothing. */
const PLAIN_PATH = String.raw`/(?:[\w~-][\w.~-]*(?:/|(?![^?])))*(?:\?[\w.~=&-]*)?`
const WITHIN_SITE = new RegExp(`^${PLAIN_PATH}$`)
/** A host that is no number, has no letters of other scripts, written or encoded, and no port. */
const PLAIN_HOST = '(?:[a-z0-9]+(?:-[a-z0-9]+)*[.])+[a-z]{2,}'
const PLAIN_ADDRESS = new RegExp(`^(https?:)//(${PLAIN_HOST})(${PLAIN_PATH})$`)

/** An absolute address, relative ones resolved; `undefined` for other schemes and for what is no address. */
export function resolveAddress(
  address: string,
  base: string,
  schemes: readonly string[] = ['http:', 'https:'],
): string | undefined {
  const trimmed = address.trim()
  return plainly(trimmed, base, schemes) ?? byUrl(trimmed, base, schemes)
}

/** The host without `www.`, which most sites answer at as well. */
export function hostOf(address: string): string {
  const [, , host] = PLAIN_ADDRESS.exec(address) ?? []
  return (host ?? new URL(address).hostname).replace(/^www\./, '')
}

/** What `byUrl` answers, for the most common shapes, in a tenth of its time. */
function plainly(address: string, base: string, schemes: readonly string[]): string | undefined {
  if (WITHIN_SITE.test(address)) {
    const [, scheme = '', host] = PLAIN_ADDRESS.exec(base) ?? []
    return host !== undefined && schemes.includes(scheme) ? `${scheme}//${host}${address}` : undefined
  }
  const [, scheme] = PLAIN_ADDRESS.exec(address) ?? []
  return scheme !== undefined && schemes.includes(scheme) ? address : undefined
}

function byUrl(address: string, base: string, schemes: readonly string[]): string | undefined {
  const url = URL.parse(address, base)
  return url !== null && schemes.includes(url.protocol) && url.username === '' ? url.href : undefined
}
