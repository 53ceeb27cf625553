import type { Logger } from 'pino'

/** What `origin` puts beside every request. */
export interface ServiceEnv {
  Variables: {
    readonly requestId: string
    readonly logger: Logger
  }
  /** Set by the Node server; tests call apps without it. */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } }
}
