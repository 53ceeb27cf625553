import type { Command } from 'commander'
import type { AskServer } from '../ask-server.ts'
import { print } from '../print.ts'

interface RebuildOptions {
  readonly rollback?: true
  readonly forget?: true
  readonly anyway?: true
}

/** A line of the indexer's answer (`services/indexer/src/rebuild-progress.ts`). */
interface Progress {
  readonly state: 'building' | 'comparing' | 'done' | 'failed'
  readonly position?: number
  readonly end?: number
  readonly perSecond?: number
  readonly secondsLeft?: number
  readonly reason?: string
}

/** With the operator's key, at UNIWIRE_URL. */
export function rebuildSearchCommand(rebuild: Command, server: () => Pick<AskServer, 'follow'>): void {
  rebuild
    .command('search')
    .description('make a new search index from the log beside the one that is read, compare them, and swap')
    .option('--rollback', 'bring the index before the last rebuild up to date, and put it back')
    .option('--forget', 'remove the index that is kept for a rollback')
    .option('--anyway', 'swap even if the new index finds less than the old one')
    .action(async ({ rollback, forget, anyway }: RebuildOptions) => {
      if (forget === true) return printLast(server().follow('DELETE', '/v1/search/kept'))
      const verb = rollback === true ? 'rollback' : 'rebuild'
      const query = anyway === true ? '?anyway=true' : ''
      return printLast(told(server().follow('POST', `/v1/search/${verb}${query}`)))
    })
}

/** Progress goes to standard error, so that standard output has the outcome alone. */
async function* told(lines: AsyncGenerator): AsyncGenerator {
  let state: Progress['state'] = 'building'
  for await (const line of lines) {
    // What the server of the same release says.
    const progress = line as Progress
    state = progress.state
    const text = progressText(progress)
    if (text !== undefined) process.stderr.write(`${text}\n`)
    if (state === 'failed') process.exitCode = 1
    yield line
  }
  if (state !== 'done' && state !== 'failed')
    throw new Error('the server broke off before the end: the index is as it was; ask again')
}

async function printLast(lines: AsyncGenerator): Promise<void> {
  let last: unknown
  for await (const line of lines) last = line
  if (last === undefined) throw new Error('the server ended its answer before it said anything')
  print(last)
  if (isForgetting(last) && !last.forgotten) process.exitCode = 1
}

/** How far, how fast, and how long it takes at this rate. */
function progressText({
  state,
  position = 0,
  end = 0,
  perSecond = 0,
  secondsLeft,
}: Progress): string | undefined {
  if (state === 'comparing') return 'search: comparing the old index and the new one'
  if (state !== 'building') return undefined
  const percent = Math.floor((100 * position) / Math.max(1, end))
  const left = secondsLeft === undefined ? '' : `, ${secondsLeft} s left`
  return `search: ${position} of ${end} (${percent} %), ${perSecond} events/s${left}`
}

function isForgetting(answer: unknown): answer is { readonly forgotten: boolean } {
  return typeof answer === 'object' && answer !== null && 'forgotten' in answer
}
