import type { Messages } from '../messages-shape.ts'
import { fieldProblems } from './field-problems.ts'
import { imports } from './imports.ts'
import { problems } from './problems.ts'
import { publish } from './publish.ts'
import { site } from './site.ts'
import { warnings } from './warnings.ts'

export const en: Messages = { site, publish, problems, fieldProblems, warnings, imports }
