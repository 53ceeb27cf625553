import type { ExpectedType, FieldProblemMessages } from '../field-problems.ts'
import { counted, formatNumber } from '../numbers.ts'

const items = (count: number) => counted('en', count, { one: 'item', other: 'items' })
const characters = (count: number) => counted('en', count, { one: 'character', other: 'characters' })
const typeNames: Readonly<Record<ExpectedType, string>> = {
  string: 'text in quotes',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

export const fieldProblems: FieldProblemMessages = {
  required: 'This is required.',
  'unknown-member': ({ member, meant }) =>
    meant === undefined
      ? `There is no member “${member}”. Remove it, or check the spelling.`
      : `There is no member “${member}”. Did you mean “${meant}”?`,
  'too-long': ({ max }) => `Too long: at most ${characters(max)}.`,
  'too-short': ({ min }) => `Too short: at least ${characters(min)}.`,
  'wrong-type': ({ expected }) => `Expected ${typeNames[expected]}.`,
  'not-one-of': ({ allowed }) => `Use one of: ${allowed.join(', ')}.`,
  'out-of-range': ({ min, max }) =>
    max === undefined
      ? `Use ${formatNumber('en', min ?? 0)} or more.`
      : min === undefined
        ? `Use ${formatNumber('en', max)} or less.`
        : `Use a number from ${formatNumber('en', min)} to ${formatNumber('en', max)}.`,
  'too-many-items': ({ max }) => `Too many: at most ${items(max)}.`,
  'too-few-items': ({ min }) => `Too few: at least ${items(min)}.`,
  repeated: 'This is given more than once. Give it once.',
  empty: 'This is empty. Fill it in, or leave it out.',
  'control-characters': 'There are control characters in it. Remove them.',
  'bad-format': 'This is not in the expected form. See the API description.',
  'not-a-url': 'This is not a web address. Write it in full, beginning with https:// or http://.',
  'not-an-id': 'This is not an article id. An id looks like 3fa85f64-5717-5562-b3fc-2c963f66afa6.',
  'bad-cursor': 'This cursor is damaged or belongs to another query. Start again without it.',
  'bad-date':
    'This is not a date. Write 2023-10-12, 2023-10-12T14:30:00 (the university’s time) or 2023-10-12T14:30:00+05:00.',
  'bad-moment': 'This is neither a day nor an instant. Write 2023-10-12 or 2023-10-12T14:30:00+05:00.',
  'unknown-time-zone': 'This time zone is unknown. Write a tzdata name, for example Asia/Almaty.',
  'bad-slug': 'Use 2 to 63 characters: small Latin letters, digits and hyphens.',
  'reserved-slug': 'This name is reserved. Choose another one.',
  'not-a-successor': 'Name another university that is registered here.',
  'bad-source-id':
    'Use 1 to 200 characters without control characters, not beginning with “~”, and neither “.” nor “..”.',
  'source-id-taken': 'Another article has this sourceId. Use one that is free.',
  'source-id-missing': 'Give a sourceId in the body or send an Idempotency-Key: otherwise no retry is safe.',
  'bad-language': 'Use kk, kk-Latn, ru or en, or leave it out: the language is then detected.',
  'unknown-scope': ({ allowed }) => `There is no such scope. Use: ${allowed.join(', ')}.`,
  'own-source-id': 'This is the article’s own id already. Give the other one.',
  'in-the-past': 'This moment has passed. Give one that is still to come.',
  'published-in-future':
    'This is more than 24 hours ahead. Correct the date, or set embargoedUntil to publish later.',
  'embargo-without-hour':
    'An embargo ends at a moment. Add the hour: 2023-10-12T14:30:00 (the university’s time).',
  'embargo-after-visible':
    'Readers have already seen this article, so it cannot be embargoed. Withdraw it instead.',
  'withdraw-instead':
    'An article is not taken back by publishing it. Call POST …/withdraw with a reason instead.',
  'both-bodies': 'Give bodyHtml or bodyText, not both.',
  'no-body': 'The article has no text. Give bodyHtml or bodyText.',
  'empty-after-sanitising': 'Nothing readable is left after unsafe markup was removed. Send the text itself.',
  'reason-required': 'Give a reason. Readers will see it.',
  'not-on-page': ({ parameter }) => `The page does not say it. Add ?${parameter}=… to the address.`,
}
