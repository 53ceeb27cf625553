import { createStandalone } from '../harness/standalone.ts'
import { importedDocuments } from './imports.flow.ts'

importedDocuments(createStandalone)
