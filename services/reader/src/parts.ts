import type { UniversityRegistry } from '@uniwire/projection'
import type { Position } from '@uniwire/service-kit'
import type { ReaderConfig } from './config.ts'
import type { ReaderService } from './service.ts'
import type { ViewsClient } from './views/views-client.ts'

/** What the reader's routes read from. */
export interface ReaderParts {
  readonly config: ReaderConfig
  readonly service: ReaderService
  readonly position: Position
  readonly universities: UniversityRegistry
  /** Whether `universities` holds every one that the log had at the start. */
  readonly complete: () => boolean
  readonly views: ViewsClient
}
