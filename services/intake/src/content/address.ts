/** An absolute address, relative ones resolved; `undefined` for other schemes and for what is no address. */
export function resolveAddress(
  address: string,
  base: string,
  schemes: readonly string[] = ['http:', 'https:'],
): string | undefined {
  const url = URL.parse(address.trim(), base)
  return url !== null && schemes.includes(url.protocol) && url.username === '' ? url.href : undefined
}

/** The host without `www.`, which most sites answer at as well. */
export function hostOf(address: string): string {
  return new URL(address).hostname.replace(/^www\./, '')
}
