import { createStandalone } from '../harness/standalone.ts'
import { rebuiltSearch } from './rebuild-search.flow.ts'

rebuiltSearch(createStandalone)
