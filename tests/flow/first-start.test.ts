import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found } from '../harness/reading.ts'
import { readerOf } from '../harness/reading.ts'
import type { Standalone } from '../harness/standalone.ts'
import { createStandalone } from '../harness/standalone.ts'

describe('a newcomer’s first start', () => {
  let wire: Standalone
  let read: ReturnType<typeof readerOf>

  beforeAll(async () => {
    wire = await createStandalone({ UNIWIRE_SAMPLE: 'on', UNIWIRE_OPERATOR_KEY: '' })
    await wire.start()
    read = readerOf(wire.url)
  })
  afterAll(() => wire[Symbol.asyncDispose]())

  it('shows a site with articles of three universities in kk, ru and en', async () => {
    const { facets, total } = await read.json<Found>('/v1/search?q=')
    expect(total).toBeGreaterThanOrEqual(9)
    expect(facets['university']).toHaveLength(3)
    expect(facets['language']?.map((each) => each.value).toSorted()).toEqual(['en', 'kk', 'kk-Latn', 'ru'])
    expect(await read.text('/en')).toContain('Nura Technical University')
  })

  it('prints where to look and a curl that works as it stands', async () => {
    const printed = wire.output()
    for (const place of ['/search', '/feeds/all.rss', '/docs', 'op_']) expect(printed).toContain(place)
    const command = /curl -X PUT[^]*?\}'/.exec(printed)?.[0] ?? ''
    const child = spawn('sh', ['-c', command.replace('curl', 'curl -s')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const output = child.stdout.setEncoding('utf8').toArray()
    await once(child, 'exit')
    expect((await output).join('')).toContain('"status":"published"')
  })

  it('keeps the operator’s key where only its owner can read it, and does not print it again', async () => {
    const key = (await readFile(join(wire.folder, 'operator-key'), 'utf8')).trim()
    const before = wire.output().split(key).length
    expect(before).toBe(2)
    expect(await wire.stop()).toBe(0)
    await wire.start()
    expect(wire.output().split(key)).toHaveLength(before)
  })

  it('finds everything again after Ctrl-C and another start, and no second sample', async () => {
    const { total } = await read.json<Found>('/v1/search?q=')
    expect(await wire.stop()).toBe(0)
    await wire.start()
    expect((await read.json<Found>('/v1/search?q=')).total).toBe(total)
  })

  it('refuses a second process on the same folder with a message that names the first', async () => {
    const main = new URL('../../services/standalone/src/main.ts', import.meta.url).pathname
    const env = { PATH: process.env['PATH'] ?? '', UNIWIRE_DATA: wire.folder, UNIWIRE_PORT: '0' }
    const second = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const errors = second.stderr.setEncoding('utf8').toArray()
    const [code] = await once(second, 'exit')
    expect(code).toBe(1)
    expect((await errors).join('')).toMatch(/in use|process \d+/)
    expect((await read.get('/readyz')).status).toBe(200)
  })

  it('names a wrong setting instead of starting', async () => {
    const main = new URL('../../services/standalone/src/main.ts', import.meta.url).pathname
    const env = {
      PATH: process.env['PATH'] ?? '',
      UNIWIRE_DATA: wire.folder,
      UNIWIRE_PORT: 'abc',
      UNIWIRE_OPERATOR_KEY: 'short',
    }
    const wrong = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const errors = wrong.stderr.setEncoding('utf8').toArray()
    const [code] = await once(wrong, 'exit')
    expect(code).toBe(1)
    const text = (await errors).join('')
    expect(text).toContain('UNIWIRE_PORT')
    expect(text).toContain('UNIWIRE_OPERATOR_KEY')
  })

  it('documents itself: one OpenAPI document, a page to try it, health', async () => {
    const document = await read.json<{ openapi: string; paths: Record<string, unknown> }>('/openapi.json')
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/v1/universities/{slug}/articles/{sourceId}')
    expect(await read.text('/docs')).toContain('swagger-ui-bundle.js')
    expect((await read.get('/docs/swagger-ui-bundle.js')).status).toBe(200)
    expect(await read.json('/healthz')).toEqual({ status: 'ok' })
    expect(await read.text('/metrics')).toContain('http_request_duration_seconds')
  })

  it('takes an empty setting for one that is not set', async () => {
    const main = new URL('../../services/standalone/src/main.ts', import.meta.url).pathname
    const folder = await mkdtemp(join(tmpdir(), 'uniwire-empty-'))
    const env = { PATH: process.env['PATH'] ?? '', UNIWIRE_DATA: '', UNIWIRE_PORT: 'abc' }
    await once(spawn(process.execPath, [main], { env, cwd: folder, stdio: 'ignore' }), 'exit')
    expect(await readdir(folder)).toEqual(['data'])
    await rm(folder, { recursive: true })
  })
})
