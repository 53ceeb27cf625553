import * as fc from 'fast-check'

// Code units, so that the halves of a surrogate pair come apart.
const LETTERS =
  'аәбгғдеёжийкқлмнңоөпрсстуұүфхһцчшщъыіьэюяABCabcqwyxz\'’áǵıńóúýäğñöşüū019 .,-<>&"/@\n\u00AD\u0301\u200B\uFEFF\u0000\uD800\uDC00'.split(
    '',
  )

/** Text as it may arrive: the three languages in all their letters, HTML, and any UTF-16, lone surrogates included. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(...LETTERS, '<mark>', '<script>', 'университет', 'students'), { maxLength: 80 })
    .map((parts) => parts.join('')),
)
