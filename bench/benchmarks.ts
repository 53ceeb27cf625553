import { appends } from './appends.ts'
import { arrival } from './arrival.ts'
import type { Benchmark } from './benchmark.ts'
import { copy } from './copy.ts'
import { feeds } from './feeds.ts'
import { flood } from './flood.ts'
import { growth } from './growth.ts'
import { hub } from './hub.ts'
import { importing } from './import.ts'
import { indexer } from './indexer.ts'
import { intake } from './intake.ts'
import { redisMemory } from './redis-memory.ts'
import { relevance } from './relevance.ts'
import { render } from './render.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { views } from './views.ts'

/** The rows of design §5 in their order, then what else is measured. */
export const BENCHMARKS: readonly Benchmark[] = [
  intake,
  importing,
  indexer,
  search,
  views,
  feeds,
  render,
  arrival,
  growth,
  start,
  relevance,
  appends,
  copy,
  hub,
  flood,
  redisMemory,
]
