import { wordList } from '../word-list.ts'

const WEEKDAYS = new Set(
  wordList(`
    monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, tues, wed, thu, thur,
    thurs, fri, sat, sun,
    понедельник, вторник, среда, четверг, пятница, суббота, воскресенье, пн, вт, ср, чт, пт, сб, вс,
    дүйсенбі, сейсенбі, сәрсенбі, бейсенбі, жұма, сенбі, жексенбі, дс, сс, бс, жм, жс,
    dúısenbi, seısenbi, sársenbi, beısenbi, juma, senbi, jeksenbi`),
)

/** A weekday beside a date is how a site's clock prints itself (contract §4). */
export function isWeekday(word: string): boolean {
  return WEEKDAYS.has(word.toLowerCase())
}
