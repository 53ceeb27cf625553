import { describe, expect, it } from 'vitest'
import type { Fault } from './fault.ts'
import { FAULTS_OF_ATOM } from './faults-of-atom.ts'
import { FAULTS_OF_LISTS } from './faults-of-lists.ts'
import { FAULTS_OF_RSS } from './faults-of-rss.ts'
import { FINDING_CODES } from './finding.ts'
import { GOOD_DOCUMENTS } from './good-documents.ts'
import { lintFeed } from './lint-feed.ts'

const FAULTS = [...FAULTS_OF_RSS, ...FAULTS_OF_ATOM, ...FAULTS_OF_LISTS]

describe('the lint', () => {
  it.each(Object.entries(GOOD_DOCUMENTS))('says nothing of a good %s document', (_, { text, options }) => {
    expect(lintFeed(text, options)).toEqual([])
  })

  it.each(FAULTS)('says $code, and nothing else, of fault %# ($format)', (fault) => {
    expect(codesOf(fault)).toEqual([fault.code])
  })

  it('has a bad document for every code', () => {
    const shown = new Set<string>(FAULTS.map(({ code }) => code))
    expect(FINDING_CODES.filter((code) => !shown.has(code))).toEqual([])
  })

  it('says where: the line and the path of the element', () => {
    const { text } = GOOD_DOCUMENTS.rss
    const [finding] = lintFeed(text.replace('length="7"', 'length="many"'))
    expect(finding).toMatchObject({ level: 'error', where: 'line 24, /rss/channel/item/enclosure' })
  })

  it('stops at the first fault of a document that is not well-formed, as readers do', () => {
    expect(lintFeed('<rss version="2.0"><channel></rss><oops')).toHaveLength(1)
    expect(lintFeed('')).toMatchObject([{ code: 'SAXError' }])
  })
})

function codesOf({ format, edits, options }: Fault): readonly string[] {
  const good = GOOD_DOCUMENTS[format]
  const text = edits.reduce((document, [from, to]) => {
    const edited = document.replace(from, to)
    if (edited === document) throw new Error(`nothing to edit: ${String(from)}`)
    return edited
  }, good.text)
  return [...new Set(lintFeed(text, { ...good.options, ...options }).map(({ code }) => code))]
}
