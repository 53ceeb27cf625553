import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readProblem } from '../harness/problem.ts'
import type { Standalone } from '../harness/standalone.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import type { TestUniversity } from '../harness/university.ts'
import { PROFILE, putBy, registerUniversity } from '../harness/university.ts'

const GOOD = { title: 'A', bodyText: 'Text.' }

export function refusedFields(createWire: () => Promise<Standalone>): void {
  describe('a refusal', () => {
    let wire: Standalone
    let own: TestUniversity

    beforeAll(async () => {
      wire = await createWire()
      await wire.start()
      own = await registerUniversity(wire.url, 'own')
      expect((await own.put('1', GOOD)).status).toBe(201)
    })
    afterAll(() => wire[Symbol.asyncDispose]())

    const put = putBy(() => wire.url, GOOD)

    it.each<[string, string, string, number, string, string[]]>([
      ['what is not JSON', '{"title":', 'application/json', 400, 'malformed-json', []],
      [
        'another media type',
        'title=A',
        'application/x-www-form-urlencoded',
        415,
        'unsupported-media-type',
        [],
      ],
      ['a missing title', '{"bodyText":"x"}', 'application/json', 422, 'invalid-fields', ['/title required']],
      ['a missing body', '{"title":"x"}', 'application/json', 422, 'invalid-fields', [' no-body']],
      [
        'two bodies',
        '{"title":"x","bodyText":"x","bodyHtml":"x"}',
        'application/json',
        422,
        'invalid-fields',
        [' both-bodies'],
      ],
      [
        'an empty title',
        '{"title":" \\u00a0 ","bodyText":"x"}',
        'application/json',
        422,
        'invalid-fields',
        ['/title empty'],
      ],
      [
        'a title of 10,000 characters',
        JSON.stringify({ title: 'x'.repeat(10_000), bodyText: 'x' }),
        'application/json',
        422,
        'invalid-fields',
        ['/title too-long'],
      ],
      [
        'a misspelt member',
        '{"title":"x","body_html":"x"}',
        'application/json',
        422,
        'invalid-fields',
        ['/body_html unknown-member', ' no-body'],
      ],
      [
        'a body of nothing but a script',
        '{"title":"x","bodyHtml":"<script>1</script>"}',
        'application/json',
        422,
        'invalid-fields',
        ['/bodyHtml empty-after-sanitising'],
      ],
      [
        'a date that is none',
        '{"title":"x","bodyText":"x","publishedAt":"24.04.2019"}',
        'application/json',
        422,
        'invalid-fields',
        ['/publishedAt bad-date'],
      ],
      [
        'a null date',
        '{"title":"x","bodyText":"x","publishedAt":null}',
        'application/json',
        422,
        'invalid-fields',
        ['/publishedAt wrong-type'],
      ],
      [
        'a date far ahead',
        '{"title":"x","bodyText":"x","publishedAt":"2199-01-01"}',
        'application/json',
        422,
        'invalid-fields',
        ['/publishedAt published-in-future'],
      ],
      [
        'an unknown language',
        '{"title":"x","bodyText":"x","language":"de"}',
        'application/json',
        422,
        'invalid-fields',
        ['/language not-one-of'],
      ],
      [
        'several at once',
        '{"title":7,"bodyText":"x","url":"javascript:1","categories":["ok",""]}',
        'application/json',
        422,
        'invalid-fields',
        ['/title wrong-type', '/url not-a-url', '/categories/1 empty'],
      ],
      [
        '1.5 MB',
        JSON.stringify({ title: 'x', bodyText: 'x'.repeat(1_500_000) }),
        'application/json',
        413,
        'body-too-large',
        [],
      ],
    ])('of %s names what is wrong', async (_what, body, type, status, code, errors) => {
      const answer = await readProblem(await put('own/articles/2', `Bearer ${own.key}`, body, type))
      expect(answer).toMatchObject({ status, code })
      expect(answer.errors.toSorted()).toEqual(errors.toSorted())
    })

    it('of a university names what is wrong with it', async () => {
      const answer = async (slug: string, profile: unknown) =>
        readProblem(await put(slug, `Bearer ${OPERATOR_KEY}`, JSON.stringify(profile)))
      expect(await answer('third', { ...PROFILE, timeZone: 'Asia/Temirtau' })).toMatchObject({
        status: 422,
        errors: ['/timeZone unknown-time-zone'],
      })
      expect(await answer('third', { ...PROFILE, homepage: 'ftp://x' })).toMatchObject({
        status: 422,
        errors: ['/homepage not-a-url'],
      })
      expect(await answer('all', PROFILE)).toMatchObject({ status: 422, errors: ['/slug reserved-slug'] })
      expect(await answer('Third', PROFILE)).toMatchObject({ status: 422, errors: ['/slug bad-slug'] })
    })

    it('names every wrong field at once, the missing body and wrong times among them', async () => {
      const body = JSON.stringify({ publishedAt: 'garbage', embargoedUntil: 'xx' })
      const answer = await readProblem(await put('own/articles/2', `Bearer ${own.key}`, body))
      expect(answer.errors.toSorted()).toEqual(
        [' no-body', '/embargoedUntil bad-date', '/publishedAt bad-date', '/title required'].toSorted(),
      )
    })

    it('comes for a broken path and for bytes that are no UTF-8', async () => {
      const authorization = `Bearer ${own.key}`
      for (const path of ['%ff', '%C3%28', '%GG']) {
        expect((await put(`own/articles/${path}`, authorization)).status, path).toBe(400)
      }
      const response = await fetch(`${wire.url}/v1/universities/own/articles/2`, {
        method: 'PUT',
        headers: { Authorization: authorization, 'Content-Type': 'application/json' },
        body: Buffer.from('{"title":"\xff\xfe","bodyText":"y"}', 'latin1'),
      })
      expect(await readProblem(response)).toMatchObject({ status: 400, code: 'malformed-json' })
    })

    it('is heard by a client that writes its whole body before it reads', async () => {
      const body = Buffer.from(JSON.stringify({ title: 'x', bodyText: 'x'.repeat(3_000_000) }))
      const { hostname, port } = new URL(wire.url)
      const socket = connect(Number(port), hostname)
      const head = `PUT /v1/universities/own/articles/2 HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${own.key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
      socket.pause().write(head)
      await new Promise<void>((resolve, reject) =>
        socket.write(body, (error) => (error ? reject(error) : resolve())),
      )
      const answer = (await socket.setEncoding('latin1').toArray()).join('')
      expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    })
  })
}
