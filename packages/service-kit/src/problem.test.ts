import { STATUS } from '@uniwire/http-api'
import type { Problem } from '@uniwire/messages'
import { describe, expect, it } from 'vitest'
import { problemOf, testOrigin } from './origin.fixture.ts'
import { ProblemError, invalidFields } from './problem.ts'
import { serviceApp } from './service-app.ts'

function refusing(error: ProblemError) {
  const app = serviceApp()
  app.all('/', () => {
    throw error
  })
  return (init: RequestInit = {}) => testOrigin([app]).origin.request('/', init)
}

describe('a refusal', () => {
  it('is a problem of RFC 9457 with a stable type and code, kept by no cache', async () => {
    const answer = await refusing(new ProblemError({ code: 'not-found' }))()
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    const body = await problemOf(answer)
    expect(body).toMatchObject({ type: 'urn:uniwire:problem:not-found', code: 'not-found', status: 404 })
    expect(body['errors']).toBeUndefined()
  })

  it('speaks the language that was asked for, English to who does not ask', async () => {
    const refuse = refusing(new ProblemError({ code: 'not-found' }))
    const said = await Promise.all(
      [undefined, '*', 'ru', 'kk-KZ,ru;q=0.5', 'de'].map(async (wish) => {
        const answer = await refuse(wish === undefined ? {} : { headers: { 'Accept-Language': wish } })
        expect(answer.headers.get('Vary')).toContain('Accept-Language')
        return [answer.headers.get('Content-Language'), (await problemOf(answer))['title']] as const
      }),
    )
    expect(said.map(([language]) => language)).toEqual(['en', 'en', 'ru', 'kk', 'kk'])
    expect(new Set(said.map(([, title]) => title)).size).toBe(3)
  })

  it('names each wrong field, with its text', async () => {
    const error = invalidFields([
      { pointer: '/title', problem: { code: 'required' } },
      { pointer: '/body_html', problem: { code: 'unknown-member', member: 'body_html', meant: 'bodyHtml' } },
    ])
    const answer = await refusing(error)()
    expect(answer.status).toBe(422)
    const { errors = [] } = await problemOf(answer)
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/title', 'required'],
      ['/body_html', 'unknown-member'],
    ])
    expect(errors[1]?.detail).toContain('bodyHtml')
  })

  it('carries members beside those of RFC 9457', async () => {
    const answer = await refusing(new ProblemError({ code: 'not-found' }, [], { draft: { title: 'x' } }))()
    expect(await problemOf(answer)).toMatchObject({ draft: { title: 'x' }, code: 'not-found' })
  })

  it('says in headers what its kind asks for', async () => {
    const headerOf = async (problem: Problem, name: string) =>
      (await refusing(new ProblemError(problem))()).headers.get(name)
    const allowed = ['GET', 'PUT']
    expect(await headerOf({ code: 'rate-limited', retryAfterSeconds: 7 }, 'Retry-After')).toBe('7')
    expect(await headerOf({ code: 'log-unavailable', retryAfterSeconds: 2 }, 'Retry-After')).toBe('2')
    expect(await headerOf({ code: 'unauthorized' }, 'WWW-Authenticate')).toBe('Bearer realm="uniwire"')
    expect(await headerOf({ code: 'method-not-allowed', method: 'POST', allowed }, 'Allow')).toBe('GET, PUT')
    expect(await headerOf({ code: 'not-found' }, 'Retry-After')).toBeNull()
    const unsupported = (accepted: string[]) => ({ code: 'unsupported-media-type', accepted }) as const
    expect(await headerOf(unsupported(['text/plain', 'text/html']), 'Accept')).toBe('text/plain, text/html')
    expect(await headerOf(unsupported(['identity']), 'Accept-Encoding')).toBe('identity')
    expect(await headerOf(unsupported(['identity']), 'Accept')).toBeNull()
  })

  it('ends the connection on which an unread body may still come', async () => {
    const refuse = refusing(new ProblemError({ code: 'unauthorized' }))
    const connection = async (headers: Record<string, string>) =>
      (await refuse({ method: 'POST', headers })).headers.get('Connection')
    expect(await connection({ 'Content-Length': '65537' })).toBe('close')
    expect(await connection({ 'Transfer-Encoding': 'chunked' })).toBe('close')
    expect(await connection({ 'Content-Length': '100' })).toBeNull()
    const slow = await refusing(new ProblemError({ code: 'request-timeout' }))({ method: 'POST' })
    expect(slow.headers.get('Connection')).toBe('close')
  })

  it('has a status of its own for every code', () => {
    expect(Object.values(STATUS).filter((status) => status < 400 || status > 599)).toEqual([])
    expect(STATUS['invalid-fields']).toBe(422)
    expect(STATUS.gone).toBe(410)
  })
})
