import type { KeptLetters } from '@uniwire/projection'
import type { Boilerplate } from './boilerplate/boilerplate.ts'
import type { IntakeConfig } from './config.ts'
import type { ImportLane } from './imports/import-lane.ts'
import type { LineWriter } from './imports/write-lines.ts'
import type { Authoriser } from './keys/authorise.ts'
import type { KeyUses } from './keys/key-uses.ts'
import type { Keys } from './keys/keys.ts'
import type { FairTurns } from './limits/fair-turns.ts'
import type { RateLimit } from './limits/rate-limit.ts'
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
  readonly letters: KeptLetters
}

export interface ImportParts {
  readonly lane: ImportLane
  readonly lines: LineWriter
  readonly newId: () => string
}
