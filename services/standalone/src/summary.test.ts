import { describe, expect, it } from 'vitest'
import { summary } from './summary.ts'

const config = { publicUrl: 'http://127.0.0.1:4000', dataFolder: './data', operatorKey: undefined }
const made = { key: 'op_made-just-now', isNew: true }
const kept = { key: 'op_kept-since-long', isNew: false }

describe('the summary', () => {
  it('says where to look', () => {
    const text = summary(config, kept, undefined)
    for (const path of ['/', '/search', '/feeds/all.rss', '/v1/changes', '/docs'])
      expect(text).toContain(` http://127.0.0.1:4000${path}`)
  })

  it('shows the operator’s key at the start that made it, and never again', () => {
    expect(summary(config, made, undefined)).toContain(made.key)
    expect(summary(config, kept, undefined)).not.toContain(kept.key)
    expect(summary(config, kept, undefined)).toContain('./data/operator-key')
    const configured = { key: 'configured-by-operator', isNew: false }
    const text = summary({ ...config, operatorKey: configured.key }, configured, undefined)
    expect(text).not.toContain(configured.key)
    expect(text).toContain('UNIWIRE_OPERATOR_KEY')
  })

  it('has a command that posts to the sample, with its key', () => {
    const text = summary(config, made, 'uw_sample')
    expect(text).toContain('curl -X PUT http://127.0.0.1:4000/v1/universities/nura/articles/first')
    expect(text).toContain("'Authorization: Bearer uw_sample'")
  })

  it('begins with the registration where there is no university yet, in bodies that are JSON', () => {
    const text = summary(config, kept, undefined)
    expect(text).toMatch(/PUT [^ ]+\/v1\/universities\/my-university [^]*POST [^ ]+\/my-university\/keys/)
    expect(text).not.toContain('universities/nura')
    const bodies = Array.from(text.matchAll(/-d '(.*)'/g), ([, body = '']) => JSON.parse(body) as object)
    expect(bodies.map((body) => Object.keys(body))).toEqual([
      ['names', 'homepage', 'timeZone', 'languages'],
      ['title', 'bodyText'],
    ])
  })
})
