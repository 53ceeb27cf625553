import { createStandalone } from '../harness/standalone.ts'
import { hostileRequests } from './hostile-requests.flow.ts'

hostileRequests(createStandalone, 60)
