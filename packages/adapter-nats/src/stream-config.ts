import { isDeepStrictEqual } from 'node:util'
import type { StreamConfig } from '@nats-io/jetstream'
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream'
import type { Retention, StreamSpec } from '@uniwire/ports'
import type { Names } from './names.ts'

const DAY_NS = 86_400_000_000_000
/** Covers a writer's own retries; whoever comes later is answered by the subject's last record (log §3). */
export const DUPLICATE_WINDOW_MS = 120_000

export const GENERATION = 'uniwire-generation'
const RETENTION = 'uniwire-retention'

export interface Declared {
  readonly spec: StreamSpec
  readonly names: Names
  readonly replicas: number
  readonly generation: string
}

/** Everything that is said of a stream here is so on the server, or is changed to it (see `driftOf`). */
export function declaredConfig({ spec, names, replicas, generation }: Declared) {
  const { retention } = spec
  return {
    name: names.stream(spec.name),
    subjects: spec.subjects.map((subject) => names.subject(subject)),
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    num_replicas: replicas,
    max_msgs: -1,
    max_bytes: -1,
    max_msg_size: -1,
    max_msgs_per_subject: retention.kind === 'last-per-subject' ? 1 : -1,
    max_age: retention.kind === 'days' ? retention.days * DAY_NS : 0,
    // Whatever limit somebody sets by hand refuses what is new instead of dropping what is old.
    discard: DiscardPolicy.New,
    duplicate_window: DUPLICATE_WINDOW_MS * 1_000_000,
    allow_atomic: true,
    // For pages alone, which may lag behind; `last` asks the leader (log §3).
    allow_direct: true,
    allow_rollup_hdrs: false,
    allow_msg_ttl: false,
    deny_purge: true,
    // Erasing is deleting.
    deny_delete: false,
    metadata: { [GENERATION]: generation, [RETENTION]: retention.kind },
  }
}

export type DeclaredConfig = ReturnType<typeof declaredConfig>

/** The settings of a stream on the server that are not as declared; the server leaves out what is off. */
export function driftOf(actual: StreamConfig, declared: DeclaredConfig): readonly (keyof DeclaredConfig)[] {
  const names = Object.keys(declared) as (keyof DeclaredConfig)[] // Its own keys, as they were written above.
  return names.filter((name) =>
    name === 'metadata'
      ? Object.entries(declared.metadata).some(([key, value]) => actual.metadata?.[key] !== value)
      : !isDeepStrictEqual(actual[name] ?? OFF[name], declared[name]),
  )
}

const OFF: Partial<DeclaredConfig> = {
  allow_atomic: false,
  allow_direct: false,
  allow_rollup_hdrs: false,
  allow_msg_ttl: false,
  deny_purge: false,
  deny_delete: false,
}

/** What the stream was made for. One made by hand says so by its limits alone. */
export function retentionKindOf(config: StreamConfig): Retention['kind'] {
  const noted = config.metadata?.[RETENTION]
  if (noted === 'forever' || noted === 'last-per-subject' || noted === 'days') return noted
  if (config.max_msgs_per_subject === 1) return 'last-per-subject'
  return config.max_age > 0 ? 'days' : 'forever'
}
