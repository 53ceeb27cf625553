import { foldCase } from '../words/fold-case.ts'
import { wordList } from '../words/word-list.ts'

/**
 * Names of months as university sites print them: nominative, genitive and the usual abbreviations; Kazakh also in
 * the Latin alphabets of 2018 and 2021 and in plain ASCII. Other cases ("қазанында", "октябре") are running text and
 * stand here on purpose for nothing.
 */
const NAMES: readonly (readonly string[])[] = [
  `january, jan, январь, января, янв, қаңтар, қаңтардың, қаң, qańtar, qañtar, qantar`,
  `february, feb, февраль, февраля, фев, февр, ақпан, ақпанның, ақп, aqpan`,
  `march, mar, март, марта, мар, наурыз, наурыздың, нау, naýryz, nauryz`,
  `april, apr, апрель, апреля, апр, сәуір, сәуірдің, сәу, sáýir, säuır, sáuir, sauir`,
  `may, май, мая, мамыр, мамырдың, мам, mamyr`,
  `june, jun, июнь, июня, июн, маусым, маусымның, мау, maýsym, mausym`,
  `july, jul, июль, июля, июл, шілде, шілденің, шіл, shilde, şılde, shılde`,
  `august, aug, август, августа, авг, тамыз, тамыздың, там, tamyz`,
  `september, sep, sept, сентябрь, сентября, сен, сент, қыркүйек, қыркүйектің, қыр, qyrkúıek, qyrküiek, qyrkuiek`,
  `october, oct, октябрь, октября, окт, қазан, қазанның, қаз, qazan`,
  `november, nov, ноябрь, ноября, ноя, нояб, қараша, қарашаның, қар, qarasha, qaraşa`,
  `december, dec, декабрь, декабря, дек, желтоқсан, желтоқсанның, жел, jeltoqsan`,
].map(wordList)

const NUMBER_OF_MONTH: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.map((name) => [foldCase(name), index + 1] as const)),
)

const ENGLISH = new Set(NAMES.flatMap((names) => names.filter((name) => /^[a-z]+$/.test(name))))

/** 1–12, in any letter case; `undefined` for any other word. */
export function monthOf(word: string): number | undefined {
  return NUMBER_OF_MONTH.get(foldCase(word))
}

/** Only English puts the month before the day. */
export function isEnglishMonth(word: string): boolean {
  return ENGLISH.has(word.toLowerCase())
}

/** Refuses 31 April; 29 February is accepted only with a leap year or without a year. */
export function isDayOfMonth(day: number, month: number, year: number | null): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate()
}
