import { assert, constantFrom, oneof, property, string, array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readQueryText } from './operators.ts'

const read = (text: string) => {
  const { words, operators } = readQueryText(text)
  return [words.trim().replace(/\s+/gu, ' '), ...operators.map(({ kind, value }) => `${kind} ${value}`)]
}

describe('the text of a query', () => {
  it('takes words in quotes of any country for a phrase, and still looks for them', () => {
    expect(read('rector "new bridge" opened')).toEqual(['rector "new bridge" opened', 'phrase new bridge'])
    expect(read('«жаңа көпір»')).toEqual(['«жаңа көпір»', 'phrase жаңа көпір'])
    expect(read('„neue  Brücke“ “new”')).toEqual(['„neue Brücke“ “new”', 'phrase neue Brücke', 'phrase new'])
  })

  it('does without what follows a minus, but not what follows a hyphen', () => {
    expect(read('bridge -river')).toEqual(['bridge', 'without river'])
    expect(read('-"new bridge" river')).toEqual(['river', 'without new bridge'])
    expect(read('кітап-көрме - спорт a-b –тире')).toEqual(['кітап-көрме - спорт a-b –тире'])
  })

  it('takes filters by their names in three languages, with a value of one word or in quotes', () => {
    expect(read('bridge university:nura language:kk category:Sport')).toEqual([
      'bridge',
      'university nura',
      'language kk',
      'category Sport',
    ])
    expect(read('Университет:"Нұра университеті" ТІЛ:қазақша рубрика:«Наука и люди»')).toEqual([
      '',
      'university Нұра университеті',
      'language қазақша',
      'category Наука и люди',
    ])
  })

  it('leaves as words what is no filter: an unknown name or language, no value, an address', () => {
    for (const text of ['author:abai', 'language:policy', 'university: nura', 'https://nura.kz', '12:30'])
      expect(read(text)).toEqual([text])
  })

  it('leaves a quote without its fellow and signs alone as they are', () => {
    for (const text of ['"new bridge', 'new bridge"', '"', '""', '"?"', '-', '--', '-"', 'university:""'])
      expect(read(text)).toEqual([text])
  })

  it('says what stays of the text without each', () => {
    const { operators } = readQueryText('a  "b c" -d university:e')
    expect(operators.map(({ rest }) => rest)).toEqual([
      'a -d university:e',
      'a "b c" university:e',
      'a "b c" -d',
    ])
  })

  it('reads any text, and takes no signs alone for anything', () => {
    const piece = oneof(
      constantFrom('"', '“', '«', '»', ' ', '-', ':', 'university:', '-x', 'тіл:kk', '"a b"'),
      string({ unit: 'binary', maxLength: 5 }),
    )
    assert(
      property(array(piece, { maxLength: 30 }), (pieces) => {
        const { operators } = readQueryText(pieces.join(''))
        expect(operators.length).toBeLessThanOrEqual(20)
        for (const { value } of operators) expect(value).toMatch(/[\p{L}\p{N}]/u)
      }),
    )
  })

  it('is as fast for a long text as for many short ones', () => {
    for (const unit of ['"', '-"', 'university:', '«a', ' -', 'a:"'])
      expect(readQueryText(unit.repeat(100_000)).operators.length).toBeLessThanOrEqual(20)
  })
})
