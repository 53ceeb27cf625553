import type { SearchIndex, SearchStub } from '@uniwire/ports'
import type { ServiceTools } from '@uniwire/service-kit'

/**
 * Takes out of one generation, beside the one that is written, what nobody may find any more: it may become
 * the index (again). Once that generation is gone there is nothing to do.
 */
export function withdrawalsFrom(
  index: SearchIndex,
  indexId: string,
  { logger }: Pick<ServiceTools, 'logger'>,
): (stubs: readonly SearchStub[]) => Promise<void> {
  const writer = index.writer(indexId)
  let isGone = false
  return async (stubs) => {
    if (isGone) return
    try {
      const outcomes = await writer.apply(stubs)
      const refused = outcomes.find((outcome) => outcome.kind === 'refused')
      if (refused !== undefined)
        logger.error(
          { event: 'withdrawal-refused', reason: refused.reason },
          'the index that is kept refuses a withdrawal',
        )
    } catch (error) {
      isGone = !(await isThere(index, indexId))
      if (!isGone) throw error
    }
  }
}

async function isThere(index: SearchIndex, indexId: string): Promise<boolean> {
  return (await currentId(index)) === indexId || (await index.kept())?.indexId === indexId
}

/** Another process may have put another one in its place: asking for the checkpoint finds that out. */
export async function currentId(index: SearchIndex): Promise<string> {
  await index.checkpoint()
  return index.indexId
}
