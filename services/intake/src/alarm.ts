/** Calls `ring` once after `inMs` milliseconds, unless it was disposed before. */
export type SetAlarm = (inMs: number, ring: () => void) => Disposable

/** Does not keep the process alive. */
export const setTimerAlarm: SetAlarm = (inMs, ring) => {
  const timer = setTimeout(ring, inMs).unref()
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}
