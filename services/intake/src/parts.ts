import type { Authoriser } from './authorise.ts'
import type { Boilerplate } from './boilerplate/boilerplate.ts'
import type { IntakeConfig } from './config.ts'
import type { FairTurns } from './fair-turns.ts'
import type { ImportLane } from './imports/import-lane.ts'
import type { LineWriter } from './imports/write-lines.ts'
import type { KeyUses } from './key-uses.ts'
import type { Keys } from './keys.ts'
import type { RateLimit } from './rate-limit.ts'
import type { IntakeService } from './service.ts'
import type { Universities } from './universities.ts'

/** What intake's routes work with. */
export interface IntakeParts {
  readonly config: IntakeConfig
  readonly service: IntakeService
  readonly authoriser: Authoriser
  readonly universities: Universities
  readonly keys: Keys
  readonly keyUses: Pick<KeyUses, 'lastUsed'>
  readonly imports: ImportParts
  readonly turns: FairTurns
  readonly writeRate: RateLimit
  readonly boilerplate: Boilerplate
}

export interface ImportParts {
  readonly lane: ImportLane
  readonly lines: LineWriter
  readonly newId: () => string
}
