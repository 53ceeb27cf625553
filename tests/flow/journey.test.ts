import { createStandalone } from '../harness/standalone.ts'
import { journeyOfOneArticle } from './journey.flow.ts'

journeyOfOneArticle(createStandalone)
