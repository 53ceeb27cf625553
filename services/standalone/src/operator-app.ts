import { mkdir, readdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { erasuresIn, writeErasure } from '@uniwire/log-copy'
import { equalInConstantTime } from '@uniwire/newsroom'
import type { EventLogs } from '@uniwire/ports'
import type { ServiceEnv } from '@uniwire/service-kit'
import { ProblemError, serviceApp } from '@uniwire/service-kit'
import type { Hono, MiddlewareHandler } from 'hono'

/** Everything else is made again from these (log §9). */
const BACKED_UP = ['log.db', 'views.db']

export interface OperatorParts {
  readonly logs: EventLogs
  readonly dataFolder: string
  readonly operatorKey: string
  /** As it is at one moment, while others write to it. */
  readonly copyDatabase: (file: string, to: string) => Promise<void>
}

/** What only the process that has the files open can do for its operator (log §8). */
export function operatorApp(parts: OperatorParts): Hono<ServiceEnv> {
  const { logs, dataFolder, operatorKey, copyDatabase } = parts
  const app = serviceApp()
  const operatorAlone: MiddlewareHandler<ServiceEnv> = async (context, next) => {
    const [, token = ''] = /^bearer +(\S+) *$/i.exec(context.req.header('Authorization') ?? '') ?? []
    if (!equalInConstantTime(token, operatorKey)) throw new ProblemError({ code: 'unauthorized' })
    await next()
  }
  app.use('/v1/backups', operatorAlone)
  app.post('/v1/backups', async (context) => {
    const folder = await emptyFolder(context.req.query('folder') ?? '')
    for (const file of BACKED_UP) await copyDatabase(join(dataFolder, file), join(folder, file))
    return context.json({ folder, files: BACKED_UP }, 201)
  })
  app.use('/v1/erasures', operatorAlone)
  app.get('/v1/erasures', async (context) => {
    const lines: string[] = []
    for await (const erasure of erasuresIn(logs)) lines.push(writeErasure(erasure))
    return context.body(lines.join(''), 200, {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'no-store',
    })
  })
  return app
}

/** Nothing of anybody is overwritten, whoever holds the key. */
async function emptyFolder(folder: string): Promise<string> {
  const wrong = new ProblemError({ code: 'bad-parameter', parameter: 'folder' })
  if (!isAbsolute(folder)) throw wrong
  const there = await mkdir(folder, { recursive: true }).then(
    () => readdir(folder),
    () => undefined,
  )
  if (there?.length !== 0) throw wrong
  return folder
}
