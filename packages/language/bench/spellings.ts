/** One Kazakh text as readers type it: on a Russian keyboard, in two Latin alphabets, in plain ASCII. */
export const KAZAKH_SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  proper: (text) => text,
  'russian-keyboard': (text) => replaceLetters(text, RUSSIAN_KEYBOARD),
  'latin-2018': (text) => replaceLetters(text, LATIN_2018),
  'latin-2021': (text) => replaceLetters(text, LATIN_2021),
  ascii: (text) => replaceLetters(text, ASCII),
}

type Letters = Readonly<Record<string, string>>

const RUSSIAN_KEYBOARD: Letters = { қ: 'к', ә: 'а', і: 'и', ң: 'н', ғ: 'г', ү: 'у', ұ: 'у', ө: 'о', һ: 'х' }

const SHARED: Letters = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'j', з: 'z', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
  р: 'r', с: 's', т: 't', ф: 'f', х: 'h', һ: 'h', ц: 'ts', ч: 'ch', ъ: '', ь: '', ы: 'y', э: 'e', қ: 'q',
} // prettier-ignore

const LATIN_2018: Letters = {
  ...SHARED,
  ә: 'á', ғ: 'ǵ', и: 'ı', й: 'ı', і: 'i', ң: 'ń', ө: 'ó', у: 'ý', ұ: 'u', ү: 'ú', ш: 'sh', щ: 'sh', ё: 'ıo',
  ю: 'ıý', я: 'ıa',
} // prettier-ignore

const LATIN_2021: Letters = {
  ...SHARED,
  ә: 'ä', ғ: 'ğ', и: 'i', й: 'i', і: 'ı', ң: 'ñ', ө: 'ö', у: 'u', ұ: 'ū', ү: 'ü', ш: 'ş', щ: 'ş', ё: 'io',
  ю: 'iu', я: 'ia',
} // prettier-ignore

const ASCII: Letters = {
  ...SHARED,
  ә: 'a', ғ: 'g', и: 'i', й: 'y', і: 'i', ң: 'n', ө: 'o', у: 'u', ұ: 'u', ү: 'u', ш: 'sh', щ: 'sh', ё: 'yo',
  ю: 'yu', я: 'ya', ж: 'zh', қ: 'k', х: 'kh',
} // prettier-ignore

const replaceLetters = (text: string, letters: Letters): string =>
  text.replace(/\p{Script=Cyrillic}/gu, (letter) => {
    const lower = letter.toLowerCase()
    const spelt = letters[lower] ?? lower
    return letter === lower ? spelt : spelt.charAt(0).toUpperCase() + spelt.slice(1)
  })
