export interface ViewsConfig {
  /** Without a slash at its end; what `/views.js` calls when it cannot tell where it came from. */
  readonly publicUrl: string
  /** How many proxies of ours stand before this service; 0: the socket's own address is the reader's. */
  readonly trustedProxies: number
  /** How often changed totals go to the log. */
  readonly totalsEveryMs: number
}

export const VIEWS_DEFAULTS = { trustedProxies: 0, totalsEveryMs: 2_000 } as const
