import { parentPort } from 'node:worker_threads'
import { BadCursorError } from '@uniwire/ports'
import { openGenerations, RebuildOverError } from './generations.ts'
import type { Generations } from './generations.ts'
import type { FailureCode, Input, OperationName, Output, Reply, Request } from './protocol.ts'

/**
 * The only thread that opens `search.db` (log §8). Reads are answered at once, between two slices of what is
 * being written; each generation writes in the order in which it was asked.
 */
type Handlers = { readonly [N in OperationName]: (input: Input<N>) => Output<N> | Promise<Output<N>> }

let opened: Generations | undefined

const handlers: Handlers = {
  open(input) {
    opened = openGenerations(input, (error) =>
      reply({ ok: false, code: 'failed', message: messageOf(error) }),
    )
    return { indexId: opened.current.indexId }
  },
  apply: ({ target, documents }) => generations().find(target).apply(documents),
  applyViews: ({ target, views }) => generations().find(target).applyViews(views),
  saveCheckpoint: ({ target, checkpoint }) => generations().find(target).saveCheckpoint(checkpoint),
  checkpoint: ({ target }) => generations().find(target).checkpoint(),
  query: ({ target, query, now }) => generations().find(target).query(query, now),
  get: ({ ids }) => generations().current.get(ids),
  suggest: (request) => generations().current.suggest(request),
  linked: (request) => generations().current.linked(request),
  titleWords: (request) => generations().current.titleWords(request),
  beginRebuild: ({ indexId }) => generations().beginRebuild(indexId),
  swap: ({ indexId }) => generations().swap(indexId),
  abandon: ({ indexId }) => generations().abandon(indexId),
  kept: () => generations().kept?.indexId,
  forgetKept: () => generations().forgetKept(),
  close: () => opened?.close(),
}

parentPort?.on('message', (request: Request) => void answer(request))

async function answer<N extends OperationName>({ id, name, input }: Request<N>): Promise<void> {
  try {
    reply({ id, ok: true, output: await handlers[name](input) })
  } catch (error) {
    reply({ id, ok: false, code: failureCode(error), message: messageOf(error) })
    // Half a swap is nothing to go on from: the next start finds one whole index.
    if (name === 'swap' && !(error instanceof RebuildOverError)) process.exit(1)
  }
}

function generations(): Generations {
  if (opened === undefined) throw new Error('the index is not open')
  return opened
}

/** Everything that SQLite or the file system refuses may be better at the next attempt. */
function failureCode(error: unknown): FailureCode {
  if (error instanceof BadCursorError) return error.code
  if (error instanceof RebuildOverError) return 'rebuild-over'
  const systemic = error instanceof Error && ('errcode' in error || 'syscall' in error || 'code' in error)
  return systemic ? 'engine-unavailable' : 'failed'
}

function reply(message: Reply): void {
  // Nothing is transferred: everything is cloned.
  parentPort?.postMessage(message, [])
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
