/**
 * `pnpm engines [nats] [redis] [elasticsearch]`: brings the engines that tests and development need into a
 * cache folder, without root, by the machine's own package clients. What is there already is left alone, and
 * what was cut off begins again where the clients' own caches end.
 */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { ENGINE_NAMES, engineCache, engineFolder } from './cache.ts'
import type { EngineName } from './cache.ts'
import { unpackElasticsearch } from './elasticsearch.ts'
import { buildNats } from './nats.ts'
import { unpackRedis } from './redis.ts'
import { MissingToolError } from './run-tool.ts'

const BRING = { nats: buildNats, redis: unpackRedis, elasticsearch: unpackElasticsearch }

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !ENGINE_NAMES.some((engine) => engine === name))
if (unknown.length > 0) {
  say(`no engine is called ${unknown.join(', ')}; there are ${ENGINE_NAMES.join(', ')}`)
  process.exitCode = 1
} else {
  say(`engines: ${engineCache(process.env)}`)
  for (const engine of ENGINE_NAMES) {
    if (wanted.length > 0 && !wanted.includes(engine)) continue
    if (!(await brought(engine))) process.exitCode = 1
  }
}

/** One engine that cannot be had keeps no other one from being brought. */
async function brought(engine: EngineName): Promise<boolean> {
  const folder = engineFolder(process.env, engine)
  if (existsSync(folder)) {
    say(`${engine}: there`)
    return true
  }
  const begun = performance.now()
  const beside = `${folder}.${process.pid}`
  say(`${engine}: bringing it`)
  try {
    await mkdir(beside, { recursive: true })
    await BRING[engine](beside)
    await moveInto(beside, folder)
    say(`${engine}: brought in ${Math.round((performance.now() - begun) / 1_000)} s`)
    return true
  } catch (error) {
    const reason = error instanceof MissingToolError ? error.message : String(error)
    say(`${engine}: NOT brought: ${reason}`)
    return false
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** Another run may have been faster; then its folder is as good. */
async function moveInto(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (!existsSync(to)) throw error
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
