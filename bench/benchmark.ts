import type { EngineName } from '../infra/engines/cache.ts'

/** One number of design §5: a script that measures Uniwire and what it is measured against in turns. */
export interface Benchmark {
  /** As in design §5. */
  readonly number: string
  readonly engine: EngineName
  /** The script; it is given the address of the engine, then these arguments. */
  readonly script: string
  readonly args: readonly string[]
}

/** What a script sends to the process that started it, for each thing that it measured. */
export interface Result {
  readonly what: string
  readonly unit: string
  readonly uniwire: number
  /** Without Uniwire, in the same run, turn by turn. */
  readonly raw: number
  readonly ratio: number
  /** Of the ratio; absent where design §5 has none. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number }
}

export function isReached({ ratio, goal }: Result): boolean | undefined {
  if (goal === undefined) return undefined
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost
}
