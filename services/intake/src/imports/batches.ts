/** What waits for the next item no longer than this is written. */
const MOST_WAITING_MS = 200

/**
 * Items in groups, in order: as many as `limit` says, or fewer when they are large or when nothing comes for a
 * moment. What came before an error comes before the error.
 */
export async function* batches<T extends { readonly size: number }>(
  items: AsyncIterator<T>,
  limit: () => { readonly count: number; readonly size: number },
): AsyncGenerator<readonly T[]> {
  let batch: T[] = []
  let size = 0
  const taken = (): readonly T[] => {
    const whole = batch
    batch = []
    size = 0
    return whole
  }
  // One for all of them: a timer for each item would be three hundred waiting at once.
  using quiet = quietFor(MOST_WAITING_MS)
  let next = settled(items)
  for (;;) {
    const came = batch.length === 0 ? await next : await Promise.race([next, quiet.again()])
    if (came === 'nothing') {
      yield taken()
      continue
    }
    if (came.kind !== 'item') {
      if (batch.length > 0) yield taken()
      if (came.kind === 'error') throw came.error
      return
    }
    batch.push(came.item)
    size += came.item.size
    next = settled(items)
    const most = limit()
    if (batch.length >= most.count || size >= most.size) yield taken()
  }
}

type Came<T> =
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'end' }

/** Never rejects: nobody may be waiting while it does. */
async function settled<T>(items: AsyncIterator<T>): Promise<Came<T>> {
  try {
    const { done, value } = await items.next()
    return done === true ? { kind: 'end' } : { kind: 'item', item: value }
  } catch (error) {
    return { kind: 'error', error }
  }
}

/** Says that nothing happened for so long since it was last asked. */
function quietFor(ms: number): Disposable & { again(): Promise<'nothing'> } {
  let say: ((nothing: 'nothing') => void) | undefined
  const timer = setTimeout(() => say?.('nothing'), ms).unref()
  return {
    again() {
      timer.refresh()
      return new Promise((resolve) => (say = resolve))
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
