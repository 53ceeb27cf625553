import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { allowedMethods } from './allowed-methods.ts'

const ok = () => new Response('ok')
const { routes } = new Hono()
  .get('/v1/articles/:id', ok)
  .delete('/v1/articles/:id', ok)
  .get('/a.b', ok)
  .post('/files/*', ok)
  .use('/v1/*', async (_, next) => next())

describe('allowed methods', () => {
  it('are those of every route at the path, HEAD beside GET, each once, in order', () => {
    expect(allowedMethods(routes, '/v1/articles/7')).toEqual(['DELETE', 'GET', 'HEAD'])
    expect(allowedMethods([...routes, ...routes], '/a.b')).toEqual(['GET', 'HEAD'])
  })

  it('are none where only middleware looks', () => {
    expect(allowedMethods(routes, '/v1/other')).toEqual([])
    expect(allowedMethods(routes, '/v1/articles/7/more')).toEqual([])
  })

  it('take a path literally, but for its parameters', () => {
    expect(allowedMethods(routes, '/aXb')).toEqual([])
    expect(allowedMethods(routes, '/files/a/b')).toEqual(['POST'])
  })
})
