import type { EventLog, SearchIndexWriter, SearchStub } from '@uniwire/ports'
import type { DeadLetterBox } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import { startIndexing } from './consumer.ts'
import { followTotals } from './popularity.ts'
import type { IndexerService } from './service.ts'

/** What every generation of the index is fed with, and by. */
export interface FeedingParts {
  readonly log: EventLog
  readonly totals: EventLog
  readonly service: IndexerService
  readonly deadLetters: DeadLetterBox
  readonly analyser: string
  readonly tools: ServiceTools
}

export interface FeedingOptions extends FeedingParts {
  readonly writer: SearchIndexWriter
  readonly withdraw?: ((stubs: readonly SearchStub[]) => Promise<void>) | undefined
  readonly whyOver?: () => Promise<string | undefined>
  readonly onPosition?: (position: number) => Promise<void>
  readonly onReplaced: (reason: string) => void
}

/** One generation that is kept up to date: events and totals, both from where it has come. */
export interface Feeding extends AsyncDisposable {
  readonly indexId: string
  /** Everything up to here is settled; 0 before the first word of it. */
  position(): number
  /** Whether the totals of views are in it that there were when this began. */
  hasTotals(): boolean
}

export async function startFeeding(options: FeedingOptions): Promise<Feeding> {
  const { writer, totals, tools } = options
  let reached = 0
  const indexing = await startIndexing({
    ...options,
    withdraw: options.withdraw,
    whyOver: options.whyOver ?? (() => Promise.resolve(undefined)),
    async onPosition(position) {
      reached = position
      await options.onPosition?.(position)
    },
  })
  // Absolute values: a new generation needs all of them, and any other loses nothing by reading them again.
  const popularity = followTotals(totals, writer, tools)
  return {
    indexId: writer.indexId,
    position: () => reached,
    hasTotals: () => popularity.complete(),
    async [Symbol.asyncDispose]() {
      await popularity[Symbol.asyncDispose]()
      await indexing[Symbol.asyncDispose]()
    },
  }
}
