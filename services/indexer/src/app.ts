import { equalInConstantTime } from '@uniwire/newsroom'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError, serviceApp } from '@uniwire/service-kit'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import type { RebuildProgress } from './rebuild-progress.ts'
import type { Rebuilds } from './rebuilds.ts'
import type { Replayed } from './replay.ts'

export interface IndexerAppOptions {
  readonly rebuilds: Rebuilds
  /** Of the dead letter about the event with this sequence. */
  readonly replay: (sequence: number) => Promise<Replayed>
  /** Without it nobody asks the indexer anything but whether it is ready, and whoever composes it answers that. */
  readonly operatorKey: string | undefined
}

/** HTTP in: what an operator does with the index as a whole. Answers are one JSON text a line, as they come. */
export function indexerApp({ rebuilds, replay, operatorKey }: IndexerAppOptions): Hono<ServiceEnv> {
  const app = serviceApp()
  if (operatorKey === undefined) return app
  const operatorAlone: MiddlewareHandler<ServiceEnv> = async (context, next) => {
    const [, token = ''] = /^bearer +(\S+) *$/i.exec(context.req.header('Authorization') ?? '') ?? []
    if (!equalInConstantTime(token, operatorKey)) throw new ProblemError({ code: 'unauthorized' })
    context.header('Cache-Control', 'no-store')
    await next()
  }
  app.post('/v1/search/rebuild', operatorAlone, (context) =>
    lines(context, rebuilds.rebuild({ anyway: context.req.query('anyway') === 'true' })),
  )
  app.post('/v1/search/rollback', operatorAlone, (context) => lines(context, rebuilds.rollBack()))
  app.delete('/v1/search/kept', operatorAlone, async (context) => context.json(await rebuilds.forget(), 200))
  app.post('/v1/search/dead-letters/:sequence{[1-9][0-9]{0,15}}/replay', operatorAlone, async (context) => {
    const replayed = await replay(Number(context.req.param('sequence')))
    if (replayed.kind === 'unknown') throw new ProblemError({ code: 'not-found' })
    return context.json(replayed, 200)
  })
  return app
}

/** What is asked for goes on when nobody listens any more. */
function lines(context: Context<ServiceEnv>, progress: AsyncGenerator<RebuildProgress>): Response {
  const text = async function* () {
    for await (const line of progress) yield `${JSON.stringify(line)}\n`
  }
  return context.body(ReadableStream.from(text()).pipeThrough(new TextEncoderStream()), 200, {
    'Content-Type': 'application/x-ndjson',
    // A proxy that gathers an answer would show it at the end.
    'X-Accel-Buffering': 'no',
  })
}
