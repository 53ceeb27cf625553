import canonicalize from 'canonicalize'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './digest.ts'

const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('10', '9', 'b', 'a', '__proto__', 'toJSON', '\\ud8'),
)
const values = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\uD800', '\\ud800', 'Ж"\u2028', 0, -0, 1e21, 0.1, NaN, Infinity, true, null, undefined, new Date(0), new Number(1)),
    fc.double(),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(names, tie('any'), { maxKeys: 5, noNullPrototype: false }),
  ),
})).any // prettier-ignore

/** The text, or that it was refused. */
function attempt(write: () => string | undefined): { readonly json: string | undefined } | 'refused' {
  try {
    return { json: write() }
  } catch {
    return 'refused'
  }
}

it('writes what the library writes, and refuses what it refuses', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(attempt(() => canonicalJson(value))).toEqual(attempt(() => canonicalize(value)))
    }),
    { numRuns: 5_000 },
  )
})
