import { personIn } from '../words/person.ts'
import type { KnownLine } from '../lines/line-kind.ts'

/** The line by which a press office, a department or a person signs the text. */
export interface SignOff {
  readonly line: KnownLine
  readonly confidence: 'high' | 'medium'
}

const PRESS =
  /press[- ]?(?:service|cent(?:er|re)|office|secretary)|media[- ]?(?:cent(?:er|re)|service|office|hub)|information (?:service|cent(?:er|re)|department|office)|(?<!\p{L})pr[- ](?:department|service|office|cent(?:er|re))|public relations|пресс-? ?(?:служб|центр|секретар)|медиа-? ?(?:центр|служб|холдинг)|информационн\p{L}{2,3} (?:служб|центр|отдел)|связ\p{L}{1,3} с общественностью|баспасөз[ -]?(?:қызмет|орталы|хатшы)|ақпарат\p{L}{0,4} (?:орталы|қызмет|бөлім)|медиа-? ?орталы|қоғаммен байланыс|baspas[óö]z[ -]?(?:qyzmet|ortaly)/iu
const UNIT_FIRST =
  /^(?:the |our )?(?:department|faculty|chair|institute|office|division|directorate|cent(?:er|re)|laboratory|school|library|committee|council|editorial|college|deanery|rectorate|кафедра|факультет|департамент|отдел|управление|центр|институт|деканат|ректорат|служба|редакция|высшая школа|студенческий|совет|комитет|колледж|библиотека)(?![\p{L}])/iu
const UNIT_LAST =
  /(?<!\p{L})(?:department|faculty|chair|institute|office|division|directorate|cent(?:er|re)|editorial board|committee|council|кафедрасы|факультеті|департаменті|бөлімі|басқармасы|орталығы|институты|деканаты|ректораты|қызметі|редакциясы|кеңесі|комитеті|комитет|мектебі|колледжі|кітапханасы)$/iu

const LONGEST = { characters: 120, words: 14 }
/** A signature stands at once behind the text; a "centre" further down is an entry of the menu. */
const LINES_LOOKED_AT = 3

/**
 * The sign-off between the last full paragraph (`lastText`, which may itself be one that ends in a stop) and `to`,
 * the first line that is surely chrome. A slogan names no service and no person (contract §4).
 */
export function findSignOff(
  lines: readonly KnownLine[],
  lastText: number,
  from: number,
  to: number,
): SignOff | null {
  const looked = lines.slice(from, Math.min(to, from + 40)).filter((line) => line.kind === 'text')
  const last = lines[lastText]
  const near = last !== undefined && isSignedParagraph(last) ? [last, ...looked] : looked
  const candidates = near.slice(0, LINES_LOOKED_AT)
  const press = candidates.find((line) => mayBe(line) && PRESS.test(line.text))
  if (press !== undefined) return { line: press, confidence: 'high' }
  const unit = candidates.find((line) => mayBe(line) && isUnit(line))
  if (unit !== undefined && !isMenuEntry(unit, looked)) return { line: unit, confidence: 'medium' }
  const [first, second] = looked
  // `A. Serikova,` and `senior lecturer` below it.
  const isInTwoLines = first?.ending === 'comma' && second?.lowerCase === true
  if (isInTwoLines && personIn(`${first.text} ${second.text}`)) return { line: first, confidence: 'medium' }
  const isPerson = first !== undefined && mayBe(first) && personIn(first.text) && looked.length <= 2
  return isPerson ? { line: first, confidence: 'medium' } : null
}

function mayBe(line: KnownLine): boolean {
  if (line.text.length > LONGEST.characters || line.words > LONGEST.words || line.lowerCase) return false
  // Direct speech begins with a dash.
  if (/^[-–—]/u.test(line.text)) return false
  if (line.ending === 'none') return true
  // With a stop it must be a name and nothing else: "The event was held by the department." is none.
  return line.ending === 'stop' && line.words <= 9 && opensWithService(line.text)
}

function isSignedParagraph(line: KnownLine): boolean {
  return line.ending === 'stop' && mayBe(line) && !/[.!?]\s/u.test(line.text)
}

function opensWithService(text: string): boolean {
  const place = text.search(PRESS)
  return (
    UNIT_FIRST.test(text) ||
    (place >= 0 && place <= 12 && !/\p{L}(?:ed|ла|ли|ло|ды|ді|ты|ті)(?![\p{L}])/u.test(text))
  )
}

function isUnit(line: KnownLine): boolean {
  return UNIT_FIRST.test(line.text) || UNIT_LAST.test(line.text.replace(/[\s.»”"]{1,3}$/u, ''))
}

/** Entries of a menu come in numbers: more short lines follow at once. */
function isMenuEntry(unit: KnownLine, looked: readonly KnownLine[]): boolean {
  const behind = looked.filter((line) => line.index > unit.index)
  return behind.length >= 3 || (unit.words <= 2 && behind.length >= 1) || behind.slice(0, 1).some(isUnit)
}
