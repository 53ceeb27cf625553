/**
 * A shorter way to an answer that the service's app gives as well, for the few requests that come by the thousand:
 * nothing is made of them that the answer does not need (decision 0020). Never another answer.
 */
export interface DirectRoute {
  readonly method: 'GET' | 'POST'
  /** What the target is; with `/` at its end, what it begins with. */
  readonly path: string
  /** Of a POST. Who sends more is answered by the app. */
  readonly maxBodyBytes?: number
  /**
   * `undefined`: the app answers. So it does when this throws, and reports it; whoever must not do its work twice
   * remembers what came of `incoming`.
   */
  readonly answer: (request: DirectRequest) => DirectAnswer | undefined | Promise<DirectAnswer | undefined>
}

/** What nobody has to look at twice: the host is a plain one, each header was sent once, the body has come. */
export interface DirectRequest {
  /** As it was sent: not decoded, not normalised, with its query. */
  readonly target: string
  /** `name` in lower case. */
  readonly header: (name: string) => string | undefined
  readonly callerAddress: (trustedProxies: number) => string
  /** As UTF-8; empty of a GET. */
  readonly body: string
  readonly requestId: string
  /** The same as in the environment of the app's context. */
  readonly incoming: object
}

export interface DirectAnswer {
  readonly status: number
  /** Those of other answers too: never changed. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}
