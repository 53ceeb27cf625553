import { globSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { NatsNotice } from '@uniwire/adapter-nats'
import type { EventLog } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newRecord } from '../contract/event-log/engine.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNatsCluster } from '../harness/engines/nats-cluster.ts'
import type { NatsCluster } from '../harness/engines/nats-cluster.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { newNamespace, openLog, openRaw } from './open-log.ts'
import type { Raw } from './open-log.ts'
import { untilAnswered } from './until-answered.ts'

/** The server shortens Raft logs every two to three minutes at the latest. */
const PATIENCE_MS = 240_000
const SECRET = JSON.stringify('taken back '.repeat(500))
/** Beside the Raft logs. */
const STREAMS = '**/streams'
const ARTICLE = 'article.kaznu.1'

describe.runIf(hasEngine('nats', { own: true }))('what was erased from a cluster', () => {
  let cluster: NatsCluster
  beforeAll(async () => {
    cluster = await startNatsCluster(3)
  })
  afterAll(() => cluster[Symbol.asyncDispose]())

  it('is in no file of any server once each has shortened its Raft log, as most do when they stop', async () => {
    const notices: NatsNotice[] = []
    await using opened = await openHere(notices)
    const erased = await storeSecret(opened.log)
    await eraseSoon(opened.log, erased)
    expect(notices.filter(isErasure)).toEqual([])
    for (const node of cluster.nodes) {
      await node.restart()
      await untilAnswered(() => opened.log.append(newRecord(`article.kaznu.${crypto.randomUUID()}`)))
    }
    await waitUntil('the bytes to be gone', async () => holders('**').length === 0, PATIENCE_MS)
  }, 300_000)

  it('stays with a server that was away, which is named, until its store is made anew', async () => {
    const notices: NatsNotice[] = []
    await using raw = await openRaw(cluster.nodes[0]?.url ?? '')
    await using opened = await openHere(notices)
    const erased = await storeSecret(opened.log)
    const away = await newestFollower(raw, opened.name)
    await waitUntil('it to have its copy', async () => holders(STREAMS).includes(away), PATIENCE_MS)
    await away.stop()
    await eraseSoon(opened.log, erased)
    // The other follower learns a moment later than the caller that a majority agreed.
    await waitUntil('it alone to hold them', async () => isAlone(away, holders(STREAMS)))
    expect(notices.filter(isErasure)).toEqual([
      { kind: 'erased-in-part', stream: opened.name, servers: [serverName(away)] },
    ])
    await rm(join(away.folder, 'data'), { recursive: true })
    await away.restart()
    await waitUntil('it to have a copy again', () => isCurrent(raw, opened.name, away), PATIENCE_MS)
    expect(holders(STREAMS)).toEqual([])
  }, 300_000)

  async function openHere(notices: NatsNotice[]) {
    const namespace = newNamespace()
    const opened = await openLog(cluster.servers.join(','), {
      namespace,
      replicas: 3,
      onNotice: (notice) => notices.push(notice),
    })
    return { ...opened, name: `${namespace}_UNIWIRE` }
  }

  function serverName(node: Nats): string {
    return `node-${cluster.nodes.indexOf(node)}`
  }

  /** A server that does not lead, and is not the one that `raw` is connected to. */
  async function newestFollower({ jsm }: Raw, stream: string): Promise<Nats> {
    const leader = (await jsm.streams.info(stream)).cluster?.leader
    const found = cluster.nodes.slice(1).findLast((node) => serverName(node) !== leader)
    if (found === undefined) throw new Error('no follower')
    return found
  }

  async function isCurrent({ jsm }: Raw, stream: string, node: Nats): Promise<boolean> {
    const info = await jsm.streams.info(stream).catch(() => undefined)
    return info?.cluster?.replicas?.some(({ name, current }) => name === serverName(node) && current) ?? false
  }

  /** Servers with the secret in a file below one of these folders of the store. */
  function holders(folders: string): readonly Nats[] {
    return cluster.nodes.filter(({ folder }) =>
      globSync(join(folder, 'data', folders, '**', '*'), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .some((entry) => holdsSecret(join(entry.parentPath, entry.name))),
    )
  }
})

const isAlone = (node: Nats, among: readonly Nats[]): boolean => among.length === 1 && among[0] === node

const isErasure = ({ kind }: NatsNotice): boolean => kind === 'erased-in-part'

/** Three versions; returns the sequence of the event that says they are erased. */
async function storeSecret(log: EventLog): Promise<number> {
  let last = 0
  for (const payload of [SECRET, SECRET, SECRET, '"erased"']) {
    const expected = last
    const outcome = await untilAnswered(() => log.append(newRecord(ARTICLE, expected, payload)))
    if (!outcome.ok) throw new Error(outcome.conflict)
    last = outcome.sequence
  }
  return last
}

async function eraseSoon(log: EventLog, erased: number): Promise<void> {
  await untilAnswered(() => log.erase(ARTICLE, erased))
}

/** A file may go while it is looked for. */
function holdsSecret(file: string): boolean {
  try {
    return readFileSync(file).includes('taken back taken back')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
