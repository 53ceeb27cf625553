import type { InterfaceLanguage } from './interface-language.ts'

/** English with day before month and a 24-hour clock: the readers are in Kazakhstan, not in the US. */
export const locales = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' } as const satisfies Record<
  InterfaceLanguage,
  string
>

/** `1 234` with no-break spaces in Kazakh and Russian, `1,234` in English. */
export function formatNumber(language: InterfaceLanguage, value: number): string {
  return numberFormats[language].format(value)
}

/** `1 MB`, `1,5 МБ`, `200 bytes`, in binary steps, since limits are set in them. */
export function formatBytes(language: InterfaceLanguage, bytes: number): string {
  const [unit, size] =
    bytes >= 1024 ** 2
      ? (['megabytes', 1024 ** 2] as const)
      : bytes >= 1024
        ? (['kilobytes', 1024] as const)
        : (['bytes', 1] as const)
  return `${formatNumber(language, Math.round((bytes / size) * 10) / 10)}\u00a0${unitNames[language][unit]}`
}

/** Russian needs three forms, Kazakh and English the last and, at most, the first. */
export interface PluralForms {
  readonly one?: string
  readonly few?: string
  readonly other: string
}

/** The form that follows a whole number in this language (CLDR): `5 полей`, `1 field`. */
export function plural(language: InterfaceLanguage, count: number, forms: PluralForms): string {
  const category = pluralRules[language].select(count)
  return (category === 'one' ? forms.one : category === 'few' ? forms.few : undefined) ?? forms.other
}

/** The number and the form that follows it, kept on one line by a no-break space. */
export function counted(language: InterfaceLanguage, count: number, forms: PluralForms): string {
  return `${formatNumber(language, count)}\u00a0${plural(language, count, forms)}`
}

/** Not from ICU: its Kazakh megabyte mixes a Latin M into Cyrillic. */
const unitNames = {
  kk: { bytes: 'байт', kilobytes: 'КБ', megabytes: 'МБ' },
  ru: { bytes: 'байт', kilobytes: 'КБ', megabytes: 'МБ' },
  en: { bytes: 'bytes', kilobytes: 'KB', megabytes: 'MB' },
} as const satisfies Record<InterfaceLanguage, object>
const numberFormats = perLanguage((locale) => new Intl.NumberFormat(locale))
const pluralRules = perLanguage((locale) => new Intl.PluralRules(locale))

function perLanguage<T>(make: (locale: string) => T): Readonly<Record<InterfaceLanguage, T>> {
  return { kk: make(locales.kk), ru: make(locales.ru), en: make(locales.en) }
}
