import { createStandalone } from '../harness/standalone.ts'
import { refusedWriters } from './refused-writers.flow.ts'

refusedWriters(createStandalone)
