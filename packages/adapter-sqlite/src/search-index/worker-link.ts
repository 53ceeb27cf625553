import type { Worker } from 'node:worker_threads'
import { BadCursorError, EngineUnavailableError } from '@uniwire/ports'
import type { Input, Opened, OpenInput, OperationName, Output, Reply } from './protocol.ts'

/** Requests to a worker that is started again when it dies. */
export interface WorkerLink extends AsyncDisposable {
  call<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>>
}

export interface WorkerLinkOptions {
  readonly spawn: () => Worker
  readonly openInput: () => OpenInput
  /** After the first start and after every other one. */
  readonly onOpened: (opened: Opened) => void
  readonly onError: (error: unknown) => void
}

interface Pending {
  readonly resolve: (output: unknown) => void
  readonly reject: (error: Error) => void
}

/** Everything is cloned. */
const NOTHING_TRANSFERRED: readonly [] = []
const FIRST_RESTART_MS = 100
const LONGEST_RESTART_MS = 10_000

/** Rejects when the first start fails; later ones are tried for ever. */
export async function openWorkerLink(options: WorkerLinkOptions): Promise<WorkerLink> {
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let restart: NodeJS.Timeout | undefined
  let restartMs = FIRST_RESTART_MS
  let lastId = 0
  let closing: Promise<void> | undefined

  function ask<N extends OperationName>(to: Worker, name: N, input: Input<N>): Promise<Output<N>> {
    return new Promise((resolve, reject) => {
      const id = ++lastId
      // The worker answers each operation with its own output: `Handlers` in worker.ts holds it to that.
      pending.set(id, { resolve: (output) => resolve(output as Output<N>), reject })
      try {
        to.postMessage({ id, name, input }, NOTHING_TRANSFERRED)
      } catch (error) {
        pending.delete(id)
        reject(error)
      }
    })
  }

  async function start(): Promise<void> {
    const started = options.spawn()
    worker = started
    started.on('message', (reply: Reply) => settle(pending, reply, options.onError))
    started.on('error', options.onError)
    started.on('exit', () => lost(started))
    options.onOpened(await ask(started, 'open', options.openInput()))
    restartMs = FIRST_RESTART_MS
  }

  function lost(dead: Worker): void {
    if (worker !== dead) return
    worker = undefined
    for (const { reject } of pending.values()) reject(new EngineUnavailableError('the search worker died'))
    pending.clear()
    if (closing !== undefined || !hasOpened) return
    restart = setTimeout(() => {
      start().catch((error: unknown) => {
        options.onError(error)
        void worker?.terminate()
      })
    }, restartMs)
    restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS)
  }

  async function close(): Promise<void> {
    clearTimeout(restart)
    const last = worker
    if (last === undefined) return
    try {
      await ask(last, 'close', undefined)
    } finally {
      worker = undefined
      await last.terminate()
    }
  }

  let hasOpened = false
  try {
    await start()
    hasOpened = true
  } catch (error) {
    await worker?.terminate()
    throw error
  }
  return {
    async call(name, input) {
      if (closing !== undefined) throw new EngineUnavailableError('the search index is closed')
      if (worker === undefined) throw new EngineUnavailableError('the search worker is being restarted')
      return ask(worker, name, input)
    },
    [Symbol.asyncDispose]: () => (closing ??= close()),
  }
}

function settle(pending: Map<number, Pending>, reply: Reply, onError: (error: unknown) => void): void {
  if (!reply.ok && reply.id === undefined) return onError(new Error(reply.message))
  const id = reply.id ?? 0
  const waiting = pending.get(id)
  pending.delete(id)
  if (reply.ok) waiting?.resolve(reply.output)
  else waiting?.reject(failure(reply))
}

function failure({ code, message }: Extract<Reply, { readonly ok: false }>): Error {
  if (code === 'bad-cursor') return new BadCursorError(message)
  return code === 'engine-unavailable' ? new EngineUnavailableError(message) : new Error(message)
}
