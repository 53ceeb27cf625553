import type { Progress } from './benchmark.ts'

/** Between two lines: enough to see that it goes on. */
const EVERY_MS = 5_000

/** Writes how far a script is, at what rate and for how long yet, now and then; anew when its work is another. */
export function progressLine(
  write: (line: string) => void,
  monotonicMs: () => number,
): (progress: Progress) => void {
  let first: { readonly atMs: number; readonly progress: Progress } | undefined
  let latest: Progress | undefined
  let shownMs = -Infinity
  return (progress) => {
    const atMs = monotonicMs()
    const { done, of, unit } = progress
    const goesOn = latest?.of === of && latest.unit === unit && latest.done < done
    latest = progress
    if (first === undefined || !goesOn) {
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
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}
