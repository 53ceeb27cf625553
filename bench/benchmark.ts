import type { EngineName } from '../infra/engines/cache.ts'

/** One number of design §5, or one of the figures beside them, by the name that `pnpm bench` knows it by. */
export interface Benchmark {
  readonly name: string
  /** The row of design §5, with its goal; what is measured, where there is no row. */
  readonly number: string
  readonly runs: readonly Run[]
}

/** One script that measures, beside the package it measures; it can be run alone with the same arguments. */
export interface Run {
  /** Unique within the benchmark. */
  readonly title: string
  readonly script: string
  /** Of Node, as the process has them in production. */
  readonly flags?: readonly string[]
  /** Started for it; their addresses are among what is given. */
  readonly engines?: readonly EngineName[]
  /** Needs a folder of judged queries, which is not part of this repository. */
  readonly judged?: boolean
  readonly parameters: (given: Given) => readonly (string | number)[]
}

/** Addresses of the engines of the run, and what was asked for on the command line. */
export interface Given extends Readonly<Record<EngineName, string>> {
  /** How much is measured, in the unit of the benchmark; each has a default. */
  readonly size?: number | undefined
  readonly judged: string
}

/** What a script sends to the process that forked it, for each thing that it measured. */
export interface Figure {
  readonly what: string
  readonly unit: string
  readonly uniwire: number
  /** Of what Uniwire is measured against in the same run, turn by turn. */
  readonly against?: number
  readonly ratio?: number
  /** Of the ratio; of the figure itself where there is none. Absent where design §5 has none. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number }
}

/** What a script sends now and then while it is at work. */
export interface Progress {
  readonly done: number
  readonly of: number
  readonly unit: string
}

export function isReached({ uniwire, ratio = uniwire, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost
}
