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
}
