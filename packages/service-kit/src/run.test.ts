import { once } from 'node:events'
import { Agent, get, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { testOrigin } from './origin.fixture.ts'
import { listen } from './run.ts'
import { serviceApp } from './service-app.ts'

const HERE = { host: '127.0.0.1', port: 0 }

async function ask(port: number, agent: Agent): Promise<IncomingMessage> {
  const [answer] = (await once(get({ port, host: '127.0.0.1', agent }), 'response')) as [IncomingMessage]
  return answer
}

describe('a server', () => {
  it('says on which port it listens, and refuses one that is taken', async () => {
    const { origin } = testOrigin([serviceApp()])
    await using server = await listen(origin, HERE)
    expect(server.port).toBeGreaterThan(0)
    await expect(listen(origin, { ...HERE, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('answers what is in flight before it ends, and nobody after', async () => {
    const app = serviceApp()
    const arrived = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    app.get('/', async (context) => {
      arrived.resolve()
      await goOn.promise
      return context.text('answered')
    })
    const server = await listen(testOrigin([app]).origin, HERE)
    const url = `http://127.0.0.1:${server.port}/`
    const asked = fetch(url)
    await arrived.promise
    const ended = server[Symbol.asyncDispose]()
    await expect(fetch(url)).rejects.toThrow('fetch failed')
    goOn.resolve()
    expect(await (await asked).text()).toBe('answered')
    await ended
  })

  it('does not wait for a connection that is kept open and asks nothing', async () => {
    const app = serviceApp()
    app.get('/', (context) => context.text('ok'))
    const server = await listen(testOrigin([app]).origin, HERE)
    const agent = new Agent({ keepAlive: true })
    const answer = await ask(server.port, agent)
    answer.resume()
    await once(answer, 'end')
    await server[Symbol.asyncDispose]()
    await expect(ask(server.port, agent)).rejects.toThrow(/ECONNREFUSED|socket hang up/)
    agent.destroy()
  })

  it('cuts off a body that takes too long, but for documents of imports', async () => {
    const app = serviceApp()
    app.post('*', async (context) => context.text(await context.req.text()))
    await using server = await listen(testOrigin([app]).origin, { ...HERE, mostBodyMs: 30 })
    const begin = (path: string) => {
      const call = request({ port: server.port, host: '127.0.0.1', method: 'POST', path })
      call.write('begun ')
      return call
    }
    const document = begin('/v1/universities/nura/imports?report=full')
    const [cut] = (await once(begin('/v1/universities/nura/articles'), 'error')) as [Error]
    expect(cut).toMatchObject({ code: 'ECONNRESET' })
    document.end('and ended')
    const [answer] = (await once(document, 'response')) as [IncomingMessage]
    expect(await answer.setEncoding('utf8').toArray()).toEqual(['begun and ended'])
  })
})
