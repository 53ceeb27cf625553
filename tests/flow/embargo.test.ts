import { createStandalone } from '../harness/standalone.ts'
import { embargoedArticle } from './embargo.flow.ts'

embargoedArticle(createStandalone)
