import type { FieldProblem } from '@uniwire/messages'
import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { fieldErrors } from './zod-problem.ts'

function errorsOf(schema: z.ZodType, input: unknown) {
  const parsed = schema.safeParse(input)
  return parsed.success ? [] : fieldErrors(parsed.error, input, schema)
}
const problemOf = (schema: z.ZodType, input: unknown) => errorsOf(z.object({ a: schema }), { a: input })

const TABLE: readonly (readonly [string, z.ZodType, unknown, FieldProblem])[] = [
  ['nothing at all', z.string(), undefined, { code: 'required' }],
  ['null for text', z.string(), null, { code: 'wrong-type', expected: 'string' }],
  ['text for a number', z.number(), '1', { code: 'wrong-type', expected: 'number' }],
  ['a fraction for a whole number', z.number().int(), 1.5, { code: 'wrong-type', expected: 'integer' }],
  ['text for a truth', z.boolean(), 'true', { code: 'wrong-type', expected: 'boolean' }],
  ['an object for a list', z.array(z.string()), {}, { code: 'wrong-type', expected: 'array' }],
  ['a list for an object', z.object({}), [], { code: 'wrong-type', expected: 'object' }],
  ['text for a record', z.record(z.string(), z.string()), 'x', { code: 'wrong-type', expected: 'object' }],
  ['text for a pair', z.tuple([z.string()]), 'x', { code: 'wrong-type', expected: 'array' }],
  ['another word', z.enum(['kk', 'ru']), 'de', { code: 'not-one-of', allowed: ['kk', 'ru'] }],
  ['long text', z.string().max(2), 'abc', { code: 'too-long', max: 2 }],
  ['short text', z.string().min(2), 'a', { code: 'too-short', min: 2 }],
  ['empty text', z.string().min(1), '', { code: 'empty' }],
  ['a long list', z.array(z.number()).max(1), [1, 2], { code: 'too-many-items', max: 1 }],
  ['a short list', z.array(z.number()).min(1), [], { code: 'too-few-items', min: 1 }],
  ['a large number', z.number().max(3), 4, { code: 'out-of-range', max: 3 }],
  ['a negative count', z.number().int().nonnegative(), -1, { code: 'out-of-range', min: 0 }],
  ['no date', z.iso.datetime(), 'today', { code: 'bad-date' }],
  ['another pattern', z.string().regex(/^x$/), 'y', { code: 'bad-format' }],
  ['no multiple', z.number().multipleOf(2), 3, { code: 'bad-format' }],
  ['a wrong name in a record', z.record(z.string().max(1), z.string()), { ab: '' }, { code: 'bad-format' }],
]

describe('a failed parse', () => {
  it.each(TABLE)('says of %s what is wrong with it', (_, schema, input, problem) => {
    expect(errorsOf(z.object({ a: schema }), { a: input }).map((each) => each.problem)).toEqual([problem])
  })

  it('names each wrong field by its pointer, however deep', () => {
    const schema = z.object({ images: z.array(z.object({ width: z.number(), alt: z.string() })) })
    const input = { images: [{ width: 1, alt: '' }, { width: 'x' }] }
    expect(errorsOf(schema, input)).toEqual([
      { pointer: '/images/1/width', problem: { code: 'wrong-type', expected: 'number' } },
      { pointer: '/images/1/alt', problem: { code: 'required' } },
    ])
  })

  it('escapes what a pointer would take for its own', () => {
    expect(errorsOf(z.strictObject({}), { 'a/b~c': 1 })).toMatchObject([{ pointer: '/a~1b~0c' }])
  })

  it('passes on a rule of our own', () => {
    const ruled = z.string().superRefine((_, context) => {
      context.addIssue({ code: 'custom', params: { problem: { code: 'not-a-url' } } })
    })
    expect(problemOf(ruled, 'x')).toEqual([{ pointer: '/a', problem: { code: 'not-a-url' } }])
    const unnamed = z.string().refine(() => false)
    expect(problemOf(unnamed, 'x')).toEqual([{ pointer: '/a', problem: { code: 'bad-format' } }])
  })

  it('says of one or many what is wrong with the one', () => {
    const word = z.enum(['kk', 'ru'])
    const list = z.union([word, z.array(word)])
    const problem = { code: 'not-one-of', allowed: ['kk', 'ru'] }
    expect(problemOf(list, 'de')).toEqual([{ pointer: '/a', problem }])
    expect(problemOf(list, ['kk', 'de'])).toEqual([{ pointer: '/a/1', problem }])
  })
})

describe('an unknown member', () => {
  const schema = z.strictObject({
    title: z.string().optional(),
    bodyHtml: z.string().optional(),
    translationGroup: z.string().optional(),
    images: z.array(z.strictObject({ url: z.string(), alt: z.string().optional() })).optional(),
  })
  const meantBy = (input: object) =>
    errorsOf(schema, input).map(({ problem }) => ('meant' in problem ? problem.meant : undefined))

  it('is told what it was meant to be, whatever its case and signs, or with a letter or two wrong', () => {
    expect(meantBy({ body_html: 'x' })).toEqual(['bodyHtml'])
    expect(meantBy({ 'Body-HTML': 'x' })).toEqual(['bodyHtml'])
    expect(meantBy({ titel: 'x' })).toEqual(['title'])
    expect(meantBy({ translationsGroup: 'x' })).toEqual(['translationGroup'])
  })

  it('is not compared with members of another place', () => {
    expect(meantBy({ images: [{ url: 'x', title: 'x' }] })).toEqual([undefined])
    expect(meantBy({ images: [{ url: 'x', Alt: 'x' }] })).toEqual(['alt'])
    expect(meantBy({ alt: 'x' })).toEqual([undefined])
  })

  it('is not guessed at when nothing is near', () => {
    expect(meantBy({ author: 'x', заголовок: 'x', '': 'x' })).toEqual([undefined, undefined, undefined])
  })

  it('is named, each one', () => {
    expect(errorsOf(schema, { one: 1, two: 2 }).map(({ pointer }) => pointer)).toEqual(['/one', '/two'])
  })
})
