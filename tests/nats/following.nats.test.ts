import { LogUnavailableError } from '@uniwire/ports'
import type { LogPage } from '@uniwire/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newRecord, sequencesOf, stored, storeArticles } from '../contract/event-log/engine.ts'
import { followFrom } from '../contract/event-log/following.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import type { Nats } from '../harness/engines/nats.ts'
import { waitUntil } from '../harness/wait-until.ts'
import { newNamespace, openLog, openRaw } from './open-log.ts'

describe.runIf(hasEngine('nats', { own: true }))('a follower of JetStream', () => {
  let nats: Nats
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(() => nats[Symbol.asyncDispose]())

  const openHere = async (requestTimeoutMs = 5_000) => {
    const namespace = newNamespace()
    return { namespace, ...(await openLog(nats.url, { namespace, requestTimeoutMs })) }
  }

  it.each(['restarted', 'killed and restarted'])('goes on when the server is %s under it', async (how) => {
    await using opened = await openHere()
    const before = await storeArticles(opened.log, 3)
    await using follower = followFrom(opened.log, 0)
    await follower.until(before.at(-1) ?? 0)
    const waiting = follower.next()
    if (how !== 'restarted') await nats.kill()
    await nats.restart()
    const sequence = await stored(opened.log, newRecord('university.kaznu'))
    expect(sequencesOf(await waiting)).toEqual([sequence])
  })

  it('goes on when the server was silent for longer than three heartbeats', async () => {
    await using opened = await openHere()
    await using follower = followFrom(opened.log, 0)
    await follower.next()
    const waiting = follower.next()
    nats.pause()
    const sequence = stored(opened.log, newRecord('university.kaznu'))
    setTimeout(() => nats.resume(), 1_200)
    expect(sequencesOf(await waiting)).toEqual([await sequence])
  })

  it('goes on when its consumer is gone, and leaves none behind', async () => {
    await using opened = await openHere()
    await using raw = await openRaw(nats.url)
    const stream = `${opened.namespace}_UNIWIRE`
    const consumers = async () => (await raw.jsm.consumers.list(stream).next()).map(({ name }) => name)
    const follower = followFrom(opened.log, 0)
    await follower.next()
    const waiting = follower.next()
    const [consumer = ''] = await waitUntil('a consumer', async () => {
      const names = await consumers()
      return names.length > 0 && names
    })
    await raw.jsm.consumers.delete(stream, consumer)
    const sequence = await stored(opened.log, newRecord('university.kaznu'))
    expect(sequencesOf(await waiting)).toEqual([sequence])
    await follower[Symbol.asyncDispose]()
    await waitUntil('no consumer', async () => (await consumers()).length === 0)
  })

  it('loses and repeats nothing while the server is killed again and again', async () => {
    await using opened = await openHere()
    const stopping = new AbortController()
    const pages: LogPage[] = []
    const following = (async () => {
      while (!stopping.signal.aborted) {
        try {
          const after = pages.at(-1)?.position ?? 0
          for await (const page of opened.log.follow({ after, signal: stopping.signal })) pages.push(page)
        } catch (error) {
          if (!(error instanceof LogUnavailableError)) throw error
        }
      }
    })()
    const sequences: number[] = []
    const append = async (n: number) => {
      const record = newRecord(`article.kaznu.${n}`)
      const outcome = await waitUntil('an append', () => opened.log.append(record).catch(() => undefined))
      if (outcome.ok) sequences.push(outcome.sequence)
    }
    for (let round = 0; round < 3; round++) {
      const writing = Promise.all(Array.from({ length: 40 }, (_, n) => append(round * 100 + n)))
      await nats.kill()
      await nats.restart()
      await writing
    }
    await waitUntil('the end', async () => (pages.at(-1)?.position ?? 0) >= (await opened.log.end()))
    stopping.abort()
    await following
    expect(sequences).toHaveLength(120)
    expect(pages.flatMap(sequencesOf)).toEqual(sequences.toSorted((a, b) => a - b))
  })

  it('moves its position over holes that came while nobody asked it', async () => {
    await using opened = await openHere()
    const [one = 0] = await storeArticles(opened.log, 1)
    await using follower = followFrom(opened.log, 0)
    await follower.until(one)
    const two = await stored(opened.log, newRecord('article.kaznu.2'))
    await opened.log.erase('article.kaznu.2', two + 1)
    expect((await follower.until(two)).flatMap(sequencesOf)).toEqual([])
  })

  it('ends with an error when the log is closed under it', async () => {
    const opened = await openHere()
    const follower = followFrom(opened.log, 0)
    await follower.next()
    const waiting = follower.next()
    await opened[Symbol.asyncDispose]()
    await expect(waiting).rejects.toThrow(LogUnavailableError)
    await expect(opened.log.end()).rejects.toThrow(LogUnavailableError)
  })
})
