import type { EventLog, SearchIndex } from '@uniwire/ports'
import type { KeptLetters } from '@uniwire/projection'
import type { ServiceTools } from '@uniwire/service-kit'
import type { IndexerService } from './service.ts'
import { currentId, withdrawalsFrom } from './withdrawals.ts'

export const PROJECTION = 'search'

/** `sequence`: of the event that was applied, the last on its subject. */
export type Replayed =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'applied'; readonly sequence: number }
  | { readonly kind: 'still-dead'; readonly reason: string }

export interface ReplayOptions {
  readonly log: EventLog
  readonly letters: Pick<KeptLetters, 'find'>
  readonly index: SearchIndex
  readonly service: IndexerService
  readonly tools: Pick<ServiceTools, 'logger'>
}

/**
 * Applies again what a dead letter is about: the current last event of its subject, for that one says all there is
 * to say (log §4). Documents have versions, so what is there already stays as it is. Throws
 * `EngineUnavailableError` while the index is away, `LogUnavailableError` while the log is.
 */
export async function replay(
  sequence: number,
  { log, letters, index, service, tools }: ReplayOptions,
): Promise<Replayed> {
  const letter = await letters.find(PROJECTION, sequence)
  const record = letter === undefined ? undefined : await log.last(letter.subject)
  if (record === undefined) return { kind: 'unknown' }
  const writer = index.writer(await currentId(index))
  const kept = (await index.kept())?.indexId
  const withdraw = kept === undefined ? undefined : withdrawalsFrom(index, kept, tools)
  const [outcome] = await service.apply(writer, [{ record, attempt: 1 }], withdraw)
  tools.logger.info(
    { event: 'dead-letter-replayed', sequence, ...outcome },
    'a dead letter was applied again',
  )
  if (outcome?.kind === 'dead') return { kind: 'still-dead', reason: outcome.reason }
  return { kind: 'applied', sequence: record.sequence }
}
