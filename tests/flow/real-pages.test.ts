import { createStandalone } from '../harness/standalone.ts'
import { realPages } from './real-pages.flow.ts'

realPages(createStandalone)
