import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineUnavailableError } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { find, numbered, query, stub, term, walk } from '../contract/search-index/samples.ts'
import { startElasticsearch } from '../harness/engines/elasticsearch.ts'
import type { Engine } from '../harness/engines/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { waitUntil } from '../harness/wait-until.ts'
import type { ElasticsearchPlace } from './elasticsearch-place.ts'
import { placeAt, START_TIMEOUT_MS } from './elasticsearch-place.ts'

const ROLES = join(import.meta.dirname, '../../infra/elasticsearch/roles.yml')
const PASSWORD = 'a pass:word/of tests'

describe.runIf(hasEngine('elasticsearch', { own: true }))('the roles of infra/elasticsearch', () => {
  let node: Engine
  let place: ElasticsearchPlace
  const as = (username: string) => ({ indexPrefix: 'uniwire', username, password: PASSWORD })

  beforeAll(async () => {
    node = await startElasticsearch({
      settings: {
        'xpack.security.enabled': 'true',
        'xpack.security.http.ssl.enabled': 'false',
        'xpack.security.transport.ssl.enabled': 'false',
        'xpack.security.authc.password_hashing.algorithm': 'pbkdf2',
        // Nobody in particular may ask for the health of the node, as the harness does.
        'xpack.security.authc.anonymous.roles': 'remote_monitoring_collector',
      },
    })
    place = placeAt(node.url)
    await writeUsers(node)
    await waitUntil('the users to be known', () => isKnown(node, 'indexer'), START_TIMEOUT_MS)
    await waitUntil('the users to be known', () => isKnown(node, 'reader'), START_TIMEOUT_MS)
  }, 2 * START_TIMEOUT_MS)
  afterAll(() => node[Symbol.asyncDispose]())

  it('let the indexer do all that an index needs', async () => {
    const index = await place.open(as('indexer'))
    await index.apply([numbered(1), numbered(2)])
    await index.applyViews([{ id: 'article-0001', live: 3, revision: 1 }])
    await index.apply([stub('article-0002', 9)])
    await index.saveCheckpoint({ generation: 'g', position: 9, analyser: 'a' })
    const rebuild = await index.beginRebuild()
    await rebuild.apply([numbered(1), numbered(3), numbered(4)])
    await rebuild.saveCheckpoint({ generation: 'g', position: 9, analyser: 'a' })
    await rebuild.swap()
    await (await index.beginRebuild()).abandon()
    await index.apply([stub('article-0004', 9)])
    expect(await find(index)).toEqual(['article-0003', 'article-0001'])
    await index[Symbol.asyncDispose]()
    expect(place.errors).toEqual([])
  })

  it('let the reader search and nothing else', async () => {
    await using index = await place.open({ ...as('reader'), access: 'read' })
    expect(
      await walk(index, query({ sort: 'relevance', limit: 1, terms: [term('title')], facets: true })),
    ).toEqual(['article-0003', 'article-0001'])
    expect(await index.suggest({ terms: [term('ti')], limit: 1 })).toMatchObject([{ id: 'article-0003' }])
    expect(await index.checkpoint()).toMatchObject({ position: 9 })
    expect(await index.get(['article-0001'])).toMatchObject([{ document: { version: 1 } }])
    await expect(index.apply([numbered(5)])).rejects.toThrow(/403.*security_exception/)
    await expect(index.beginRebuild()).rejects.toThrow(/403.*security_exception/)
    expect(await index.get(['article-0005'])).toEqual([undefined])
  })

  it('let nobody touch what is not Uniwire’s', async () => {
    const foreign = place.open({ ...as('indexer'), indexPrefix: 'other' })
    await expect(foreign).rejects.toThrow(EngineUnavailableError)
    await expect(foreign).rejects.toThrow(/403/)
  })

  it('name the address when the password is wrong', async () => {
    const wrong = place.open({ ...as('indexer'), password: 'wrong' })
    await expect(wrong).rejects.toThrow(EngineUnavailableError)
    await expect(wrong).rejects.toThrow(`${node.url} answers 401`)
  })
})

/** Files that a node looks at every few seconds. */
async function writeUsers(node: Engine): Promise<void> {
  const salt = randomBytes(32)
  const hash = pbkdf2Sync(PASSWORD, salt, 10_000, 32, 'sha512')
  const secret = `{PBKDF2}10000$${salt.toString('base64')}$${hash.toString('base64')}`
  const write = (name: string, text: string) => writeFile(join(node.folder, 'config', name), text)
  await write('roles.yml', await readFile(ROLES, 'utf8'))
  await write('users', `indexer:${secret}\nreader:${secret}\n`)
  await write('users_roles', 'uniwire_indexer:indexer\nuniwire_reader:reader\n')
}

/** Its roles, too: both files are read by their own clocks. */
async function isKnown(node: Engine, username: string): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${username}:${PASSWORD}`).toString('base64')}`
  const answer = await fetch(`${node.url}/uniwire-articles*/_search`, { headers: { authorization } })
  return answer.status === 200
}
