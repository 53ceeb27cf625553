/** Answers by key that are good for a moment; who asks meanwhile has the same one. */
export type BriefMemory<T> = (key: string) => Promise<T | undefined>

/**
 * `load` gives `undefined`, and never throws, for what is not to be had: that is not kept, so the next one asks
 * again. At most `maxEntries` are held; the oldest goes first.
 */
export function rememberBriefly<T>(
  load: (key: string) => Promise<T | undefined>,
  limits: { readonly keptMs: number; readonly maxEntries: number; readonly monotonicMs: () => number },
): BriefMemory<T> {
  const { keptMs, maxEntries, monotonicMs } = limits
  const known = new Map<string, { readonly untilMs: number; readonly answer: Promise<T | undefined> }>()
  return (key) => {
    const entry = known.get(key)
    if (entry !== undefined && monotonicMs() < entry.untilMs) return entry.answer
    known.delete(key)
    for (const oldest of known.keys()) {
      if (known.size < maxEntries) break
      known.delete(oldest)
    }
    const answer = load(key).then((loaded) => {
      if (loaded === undefined && known.get(key)?.answer === answer) known.delete(key)
      return loaded
    })
    known.set(key, { untilMs: monotonicMs() + keptMs, answer })
    return answer
  }
}
