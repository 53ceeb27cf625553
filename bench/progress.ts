import type { Progress } from './benchmark.ts'

/** Between two lines: enough to see that it goes on. */
const EVERY_MS = 5_000

/** Writes how far a script is, at what rate and for how long yet, now and then; anew when its work is another. */
export function progressLine(
  write: (line: string) => void,
  monotonicMs: () => number,
): (progress: Progress) => void {
  let first: { readonly atMs: number; readonly progress: Progress } | undefined
  let shownMs = -Infinity
  return (progress) => {
    const atMs = monotonicMs()
    const { done, of, unit } = progress
    const isAnother =
      first === undefined ||
      first.progress.of !== of ||
      first.progress.unit !== unit ||
      first.progress.done > done
    if (first === undefined || isAnother) {
      first = { atMs, progress }
      return
    }
    if (atMs - shownMs < EVERY_MS) return
    shownMs = atMs
    const perSecond = ((done - first.progress.done) * 1_000) / (atMs - first.atMs)
    write(
      `${done.toLocaleString('en')} of ${of.toLocaleString('en')} ${unit}, ` +
        `${perSecond >= 10 ? perSecond.toFixed(0) : perSecond.toFixed(2)}/s, ${left((of - done) / perSecond)} left`,
    )
  }
}

function left(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'who knows how long is'
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}
