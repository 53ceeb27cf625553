import type { SearchIndex } from '@uniwire/ports'
import type { UniversityRegistry } from '@uniwire/projection'
import type { Position } from '@uniwire/service-kit'
import type { ReaderConfig } from './config.ts'
import type { ViewsClient } from './views-client.ts'

/** What the reader's routes read from. */
export interface ReaderParts {
  readonly config: ReaderConfig
  readonly index: SearchIndex
  readonly position: Position
  readonly universities: UniversityRegistry
  readonly views: ViewsClient
}
