import { chmodSync, globSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ELASTICSEARCH_VERSION } from './cache.ts'
import { needTool, runTool } from './run-tool.ts'

const ARTIFACT = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${ELASTICSEARCH_VERSION}:zip`

/**
 * The official archive of the server core (107 MB; design §7 says what it leaves out). Maven keeps the
 * download in its own repository, so a second run unpacks only.
 */
export async function unpackElasticsearch(folder: string): Promise<void> {
  needTool('java', '-version', 'install a Java runtime, 17 or newer, or set ELASTICSEARCH_URL')
  needTool('mvn', '--version', 'install Maven (`apt-get install maven`), or set ELASTICSEARCH_URL')
  // The plug-in writes notes for itself into the folder where it is called.
  const notes = join(folder, 'notes')
  await mkdir(notes)
  await runTool({
    command: 'mvn',
    args: ['--batch-mode', 'dependency:unpack', `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${folder}`],
    cwd: notes,
  })
  await rm(notes, { recursive: true })
  for (const script of globSync(`${folder}/*/bin/*`)) chmodSync(script, 0o755)
}

/** The archive holds one folder with its version in the name. */
export function elasticsearchHome(folder: string): string {
  const [home] = globSync(`${folder}/elasticsearch-*`)
  if (home === undefined) throw new Error(`no Elasticsearch in ${folder}: remove it and run \`pnpm engines\``)
  return home
}
