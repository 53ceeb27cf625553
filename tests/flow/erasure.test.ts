import { createStandalone } from '../harness/standalone.ts'
import { erasedArticle } from './erasure.flow.ts'

erasedArticle(createStandalone, ({ folder }) => [folder])
