import { createStandalone } from '../harness/standalone.ts'
import { refusedFields } from './refused-fields.flow.ts'

refusedFields(createStandalone)
