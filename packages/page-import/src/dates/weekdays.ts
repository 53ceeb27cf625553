import { foldCase } from '../words/fold-case.ts'
import { wordList } from '../words/word-list.ts'

/** Monday first, in en, ru, kk and the Kazakh Latin of 2018, with the usual abbreviations. */
const NAMES: readonly (readonly string[])[] = [
  `monday, mon, понедельник, пн, дүйсенбі, дс, dúısenbi, düisenbı`,
  `tuesday, tue, tues, вторник, вт, сейсенбі, сс, seısenbi, seisenbı`,
  `wednesday, wed, среда, ср, сәрсенбі, sársenbi, särsenbı`,
  `thursday, thu, thur, thurs, четверг, чт, бейсенбі, бс, beısenbi, beisenbı`,
  `friday, fri, пятница, пт, жұма, жм, juma, jūma`,
  `saturday, sat, суббота, сб, сенбі, senbi, senbı`,
  `sunday, sun, воскресенье, вс, жексенбі, жс, jeksenbi, jeksenbı`,
].map(wordList)

const NUMBER_OF_WEEKDAY: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.map((name) => [foldCase(name), index + 1] as const)),
)

/** 1 (Monday) to 7; beside a date it is how a site's clock prints itself (contract §4). */
export function weekdayOf(word: string): number | undefined {
  return NUMBER_OF_WEEKDAY.get(foldCase(word))
}
