import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { EngineName } from '../infra/engines/cache.ts'
import { ENGINE_NAMES } from '../infra/engines/cache.ts'
import type { Figure, Given, Progress, Run } from './benchmark.ts'
import { benchmarkEngine } from './engine.ts'
import { progressLine } from './progress.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SETTINGS = { nats: 'NATS_URL', redis: 'REDIS_URL', elasticsearch: 'ELASTICSEARCH_URL' } as const

/** What the script printed goes on to the terminal; what it measured is given back. */
export async function run(
  { title, script, flags = [], engines = [], parameters }: Run,
  asked: Pick<Given, 'size' | 'judged'>,
): Promise<readonly Figure[]> {
  await using started = new AsyncDisposableStack()
  const addresses: Record<EngineName, string> = { nats: '', redis: '', elasticsearch: '' }
  for (const name of engines) {
    const engine = started.use(await benchmarkEngine(name))
    addresses[name] = engine.url
    process.stdout.write(`  ${name} of ${engine.from}\n`)
  }
  process.stdout.write(`  ${title}: ${script}\n`)
  const figures: Figure[] = []
  const showProgress = progressLine(
    (line) => process.stderr.write(`    ${line}\n`),
    () => performance.now(),
  )
  const child = fork(ROOT + script, parameters({ ...addresses, ...asked }).map(String), {
    cwd: ROOT,
    stdio: 'inherit',
    execArgv: [...flags],
    env: environmentOf(engines, addresses),
  })
  child.on('message', (message) => {
    // Only the scripts of this repository are forked, and they send nothing else.
    const sent = message as Figure | Progress
    if ('done' in sent) showProgress(sent)
    else figures.push(sent)
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return figures
}

/** How it is run alone: with the names of settings instead of addresses. */
export function commandOf(
  { script, flags = [], engines = [], parameters }: Run,
  size: number | undefined,
): string {
  const setting = (name: EngineName) => (engines.includes(name) ? SETTINGS[name] : '')
  const [nats, redis, elasticsearch] = [setting('nats'), setting('redis'), setting('elasticsearch')]
  const given = parameters({ nats, redis, elasticsearch, size, judged: 'FOLDER' })
  return ['node', ...flags, script, ...given].join(' ')
}

/** An engine that a script is not to use is not in its environment either. */
function environmentOf(
  engines: readonly EngineName[],
  addresses: Readonly<Record<EngineName, string>>,
): NodeJS.ProcessEnv {
  const environment = { ...process.env }
  for (const name of ENGINE_NAMES) {
    if (engines.includes(name)) environment[SETTINGS[name]] = addresses[name]
    else delete environment[SETTINGS[name]]
  }
  return environment
}
