import type { WarningMessages } from '../warnings.ts'

export const warnings: WarningMessages = {
  'ambiguous-time': 'This local time existed twice when clocks went back. The earlier one was taken.',
  'shifted-time': 'This local time never existed: clocks went forward. The time after the change was taken.',
  'link-dropped': ({ url }) => `The link “${url}” leads nowhere safe and was removed; its text stays.`,
  'image-dropped': ({ url }) => `The image “${url}” has no usable web address and was removed.`,
  'markup-dropped': ({ element }) => `<${element}> is not allowed in an article and was removed.`,
  'foreign-host': ({ host, expected }) =>
    `The address is on ${host}, the university’s site is ${expected}. Check that this is right.`,
  'language-detected': ({ language }) => `The language was not given; the text looks like “${language}”.`,
  'language-doubtful': ({ given, detected }) =>
    `The language is given as “${given}”, but the text looks like “${detected}”. It was stored as given.`,
  'members-ignored': ({ members }) =>
    `An article has no place for these members, and they were ignored: ${members.join(', ')}.`,
  'year-not-printed': 'The page prints a day without a year. Say the date.',
  'day-month-order': 'The printed date can be read in two ways. Say which is right.',
  'two-digit-year': 'The page prints the year with two digits. Say the date.',
  range: 'The page prints a day or an hour that does not exist. Say the date.',
  'dates-disagree': 'The page prints more than one date. Check that the right one was taken.',
  'not-a-time': 'What was given as a time is none, and was left aside.',
  'key-shown-before':
    'This request issued the key before, and its text was shown then; it is not kept. If that answer was lost, revoke the key and issue another with a new Idempotency-Key.',
  'page-cut': 'The page is very long. Only its beginning was read.',
  'repeats-left-out':
    'Lines that stand on other pages of your site too were left out. Put back what belongs to this article.',
  'repeats-kept':
    'All of this text stands on other pages of your site too. Nothing was left out: check that it is the article.',
}
