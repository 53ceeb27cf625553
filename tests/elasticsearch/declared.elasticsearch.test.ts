import { describe, expect, it } from 'vitest'
import { numbered } from '../contract/search-index/samples.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { sharedElasticsearch } from './elasticsearch-place.ts'

describe.runIf(hasEngine('elasticsearch'))('the index as Elasticsearch has it', () => {
  const openPlace = sharedElasticsearch()

  it('is one of a layout, behind an alias to read and one to write', async () => {
    await using place = await openPlace()
    await using index = await place.open()
    const [name = '', ...others] = await place.indices()
    expect(name).toMatch(new RegExp(`^${place.indexPrefix}-articles-v\\d+-${index.indexId}$`))
    expect(others).toEqual([])
    expect(await place.ask('GET', `/${name}/_alias`)).toEqual({
      [name]: {
        aliases: {
          [`${place.indexPrefix}-articles`]: { is_write_index: true },
          [`${place.indexPrefix}-articles-write`]: { is_write_index: true },
          [`${place.indexPrefix}-articles-of-${index.indexId}`]: { is_write_index: true },
        },
      },
    })
  })

  it('refreshes when it is told to, and has what it acknowledges on the disk', async () => {
    await using place = await openPlace()
    await using _index = await place.open()
    const path = `/${place.indexPrefix}-articles/_settings?flat_settings=true`
    const [answer] = Object.values((await place.ask('GET', path)) as object) as unknown[]
    expect(answer).toMatchObject({
      settings: {
        'index.refresh_interval': '-1',
        'index.translog.durability': 'request',
        'index.number_of_shards': '1',
        'index.merge.policy.expunge_deletes_allowed': '0',
      },
    })
  })

  it('takes no field that the mapping does not know, and no write beside an alias', async () => {
    await using place = await openPlace()
    await using index = await place.open()
    await index.apply([numbered(1)])
    const path = `/${place.indexPrefix}-articles/_doc`
    expect(await place.ask('POST', path, { kind: 'article', unheard: 'of' })).toMatchObject({
      error: { type: 'strict_dynamic_mapping_exception' },
      status: 400,
    })
    for (const name of await place.indices()) await place.ask('DELETE', `/${name}`)
    await expect(index.apply([numbered(2)])).rejects.toThrow(/no such|alias/)
    expect(await place.indices()).toEqual([])
  })
})
