import { backoffMs } from '@uniwire/projection'

/** What comes back is noticed within this: who searches waits no longer than the engine takes to start. */
const LONGEST_MS = 2_000

/** How long to wait for the index after so many failures; spread, so that replicas do not ask all at once. */
export function retryMs(failures: number, random: () => number = Math.random): number {
  return Math.round(backoffMs(failures, LONGEST_MS) * (1 - random() / 4))
}
