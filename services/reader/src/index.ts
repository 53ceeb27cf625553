import { STREAMS } from '@uniwire/events'
import { catchUpCheck, createUniversityRegistry } from '@uniwire/projection'
import type { EventLogs, SearchIndex } from '@uniwire/ports'
import type { Service, ServiceEnv, ServiceTools } from '@uniwire/service-kit'
import type { Context } from 'hono'
import { readerApp } from './app.ts'
import type { ReaderConfig } from './config.ts'
import { followUniversities } from './consumer.ts'
import { bothPositions, indexCheck, indexPosition } from './index-position.ts'
import { missing } from './routes/missing.ts'
import { createReaderService } from './service.ts'
import type { FetchViews } from './views/views-client.ts'
import { createViewsClient } from './views/views-client.ts'

export interface ReaderOptions {
  readonly logs: EventLogs
  readonly index: SearchIndex
  readonly fetchViews: FetchViews
  readonly config: ReaderConfig
  readonly tools: ServiceTools
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicMs: () => number
}

export interface Reader extends Service {
  /** What a person sees where there is nothing. */
  readonly notFoundPage: (context: Context<ServiceEnv>) => Response
}

/** Search API and public site over the search index. */
export async function createReader(options: ReaderOptions): Promise<Reader> {
  const { logs, index, fetchViews, config, tools, monotonicMs } = options
  const log = await logs.open(STREAMS.log)
  const universities = createUniversityRegistry()
  const registry = followUniversities(log, universities, tools)
  const onFailure = (error: unknown) =>
    tools.logger.warn({ err: error, event: 'views-away' }, 'pages do without views')
  const views = createViewsClient(fetchViews, onFailure, { monotonicMs })
  const searched = indexPosition({ index, generation: () => log.generation, monotonicMs })
  const service = createReaderService({
    index,
    universities,
    config,
    position: () => searched.current(),
    monotonicMs,
  })
  const position = bothPositions(searched, registry.position)
  return {
    app: readerApp({ config, service, position, universities, complete: () => registry.complete(), views }),
    checks: [
      catchUpCheck({
        name: 'registry',
        position: () => registry.position.current(),
        end: () => log.end(),
        complete: () => registry.complete(),
        monotonicMs,
      }),
      indexCheck({ index, generation: () => log.generation }),
    ],
    notFoundPage: (context) => missing(context, config.publicUrl),
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  }
}
