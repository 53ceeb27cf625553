import { createStandalone } from '../harness/standalone.ts'
import { lifeOfAFeed } from './feeds.flow.ts'

lifeOfAFeed(() => createStandalone({ UNIWIRE_HUB_ALLOW_PRIVATE: 'true' }))
