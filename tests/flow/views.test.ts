import { createStandalone } from '../harness/standalone.ts'
import { viewsOnTheirWay } from './views.flow.ts'

viewsOnTheirWay(createStandalone)
