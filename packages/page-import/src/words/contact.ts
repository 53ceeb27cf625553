const LABEL =
  /^[\s\p{P}\p{S}]{0,4}(?:(?:our|media|press|наши?|біздің) )?(?:contacts?|contact (?:phone|us|number|information)|phones?|tel|telephone|fax|e-?mail|address|call cent(?:er|re)|hotline|web ?site|whatsapp|контакты|контактный телефон|контактные данные|телефоны?|тел|факс|эл(?:ектронная)?\.? ?(?:почта|адрес)|почта|почтовый адрес|адрес|колл-центр|сайт|байланыс|байланыс телефоны|телефондар[ыі]?|мекенжай(?:ы|ымыз)?|электрондық пошта|пошта|анықтама телефоны|сенім телефоны|индекс)(?![\p{L}])[\s\p{L}]{0,30}[.:№(+\d–-]/iu
const EMAIL = /[\p{L}\p{N}_.%+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}]/u
const PHONE =
  /(?:\+\d|(?<![\p{L}\p{N}.,-])8)[\s(-]{0,3}\d{2,5}[\s)-]{0,3}\d{2,3}[\s-]?\d{2}(?:[\s-]?\d{1,2})?(?![\p{L}\p{N}])/u
const MAX_CONTACT_LINE = 200

/** How much of an address the line is: 0 none, 1 it holds one, 2 it is one. */
export function contactIn(text: string): 0 | 1 | 2 {
  if (text.length > MAX_CONTACT_LINE) return 0
  const isLabelled = LABEL.test(text)
  const marks = [EMAIL, PHONE].filter((mark) => mark.test(text)).length
  if (marks === 0) return isLabelled && /[:\d]/.test(text) ? 1 : 0
  return isLabelled || marks === 2 || text.length <= 60 ? 2 : 1
}
