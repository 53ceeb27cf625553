import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startElasticsearch } from './engines/elasticsearch.ts'
import type { Engine } from './engines/engine.ts'
import { waitUntil } from './wait-until.ts'

const ROLES = join(import.meta.dirname, '../../infra/elasticsearch/roles.yml')
const USERS = ['indexer', 'reader'] as const
const USERS_DEADLINE_MS = 60_000

export interface GuardedElasticsearch extends Engine {
  /** Of both users, `indexer` and `reader`. */
  readonly password: string
}

/** Elasticsearch that knows two users, each with the rights of its role in `infra` and no others. */
export async function startGuardedElasticsearch(): Promise<GuardedElasticsearch> {
  const node = await startElasticsearch({
    settings: {
      'xpack.security.enabled': 'true',
      'xpack.security.http.ssl.enabled': 'false',
      'xpack.security.transport.ssl.enabled': 'false',
      'xpack.security.authc.password_hashing.algorithm': 'pbkdf2',
      // Nobody in particular may ask for the health of the node, as the harness does.
      'xpack.security.authc.anonymous.roles': 'remote_monitoring_collector',
    },
  })
  const password = 'a pass:word/of tests'
  try {
    await writeUsers(join(node.folder, 'config'), password)
    for (const user of USERS) {
      await waitUntil(`the user ${user}`, () => isKnown(node.url, user, password), USERS_DEADLINE_MS)
    }
  } catch (error) {
    await node[Symbol.asyncDispose]()
    throw error
  }
  return { ...node, password }
}

async function writeUsers(folder: string, password: string): Promise<void> {
  const salt = randomBytes(32)
  const hash = pbkdf2Sync(password, salt, 10_000, 32, 'sha512')
  const secret = `{PBKDF2}10000$${salt.toString('base64')}$${hash.toString('base64')}`
  const write = (name: string, lines: readonly string[]) =>
    writeFile(join(folder, name), `${lines.join('\n')}\n`)
  await writeFile(join(folder, 'roles.yml'), await readFile(ROLES, 'utf8'))
  await write(
    'users',
    USERS.map((user) => `${user}:${secret}`),
  )
  await write(
    'users_roles',
    USERS.map((user) => `uniwire_${user}:${user}`),
  )
}

/** With its role: the node looks at each of these files every few seconds, by a clock of its own. */
async function isKnown(url: string, user: string, password: string): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const answer = await fetch(`${url}/uniwire-articles*/_search`, { headers: { authorization } })
  return answer.ok
}
