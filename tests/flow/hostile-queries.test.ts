import { createStandalone } from '../harness/standalone.ts'
import { hostileQueries } from './hostile-queries.flow.ts'

hostileQueries(createStandalone)
