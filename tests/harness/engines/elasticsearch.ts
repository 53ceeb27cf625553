import { existsSync, realpathSync } from 'node:fs'
import { cp, rename, rm, writeFile } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { elasticsearchHome } from '../../../infra/engines/elasticsearch.ts'
import { answers } from './answers.ts'
import type { Engine } from './engine.ts'
import { broughtEngine, driverOf } from './engine.ts'
import { startOwnEngine } from './own-engine.ts'

export interface ElasticsearchOptions {
  /** Lines of elasticsearch.yml by name; they win over the ones here. */
  readonly settings?: Readonly<Record<string, string>>
}

/** `nobody` on Debian and most others; Elasticsearch refuses root. */
const NOBODY = 65_534

/** Where the official image has it. */
const HOME_IN_IMAGE = '/usr/share/elasticsearch'

/** One node without security and with a heap of 512 MB. It is ready after 10 to 20 seconds: start one a file. */
export async function startElasticsearch({ settings = {} }: ElasticsearchOptions = {}): Promise<Engine> {
  const home = driverOf('elasticsearch') === 'docker' ? undefined : await broughtHome()
  return startOwnEngine({
    name: 'elasticsearch',
    uid: NOBODY,
    async prepare({ folder, port }) {
      const config = join(folder, 'config')
      if (home !== undefined) await cp(join(home, 'config'), config, { recursive: true })
      const all = {
        'discovery.type': 'single-node',
        'network.host': '127.0.0.1',
        'http.port': String(port),
        // Nobody joins; any free one will do.
        'transport.port': '0',
        'path.data': join(folder, 'data'),
        'path.logs': join(folder, 'data', 'logs'),
        'xpack.security.enabled': 'false',
        // A full disk of the machine is not the tests' affair, unless they make it so.
        'cluster.routing.allocation.disk.threshold_enabled': 'false',
        ...settings,
      }
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
      await writeFile(join(config, 'elasticsearch.yml'), lines.join(''))
      const url = `http://127.0.0.1:${port}`
      const env = {
        ES_PATH_CONF: config,
        ES_JAVA_OPTS: '-Xms512m -Xmx512m',
        ES_TMPDIR: join(folder, 'data'),
      }
      return {
        url,
        process() {
          if (home === undefined) throw new Error('no Elasticsearch was brought')
          const command = join(home, 'bin', 'elasticsearch')
          return { command, args: [], env: { ...env, ES_JAVA_HOME: javaHome() } }
        },
        // The rest of the configuration is in the image.
        container: {
          command: 'sh',
          args: [
            '-c',
            `cp -r -n ${HOME_IN_IMAGE}/config/. '${config}' && exec ${HOME_IN_IMAGE}/bin/elasticsearch`,
          ],
          // Else it counts into a file of the temporary folder, which other nodes have for theirs.
          env: { ...env, ES_JAVA_OPTS: `${env.ES_JAVA_OPTS} -XX:-UsePerfData` },
        },
        // `GET /` answers 405 in the server core alone (design §7).
        isReady: () => answers(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`),
      }
    },
  })
}

async function broughtHome(): Promise<string> {
  const brought = elasticsearchHome(broughtEngine('elasticsearch'))
  return process.getuid?.() === 0 ? copyForNobody(brought) : brought
}

/** Root's own cache is closed to others, so root leaves a copy where anybody may read. */
async function copyForNobody(home: string): Promise<string> {
  const place = join(tmpdir(), `uniwire-${basename(home)}`)
  if (existsSync(place)) return place
  const beside = `${place}.${process.pid}`
  await cp(home, beside, { recursive: true })
  await rename(beside, place).catch(async (error: unknown) => {
    await rm(beside, { recursive: true })
    if (!existsSync(place)) throw error
  })
  return place
}

function javaHome(): string {
  const given = process.env['JAVA_HOME']
  if (given) return given
  const { stdout, status } = spawnSync('sh', ['-c', 'command -v java'], { encoding: 'utf8' })
  if (status !== 0) throw new Error('no java: install a Java runtime, 17 or newer, or set JAVA_HOME')
  return dirname(dirname(realpathSync(stdout.trim())))
}
