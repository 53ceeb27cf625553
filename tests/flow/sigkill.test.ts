import { createStandalone } from '../harness/standalone.ts'
import { killedInTheMiddleOfWrites } from './sigkill.flow.ts'

killedInTheMiddleOfWrites(createStandalone)
