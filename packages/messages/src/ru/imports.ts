import type { ImportNoteMessages } from '../imports.ts'
import { counted, formatBytes, formatNumber } from '../numbers.ts'

export const imports: ImportNoteMessages = {
  'repeated-in-document':
    'В этом документе уже была запись с тем же идентификатором. Учтена только первая; дайте каждой статье свой идентификатор.',
  undecodable:
    'Есть символы, которые не соответствуют указанной кодировке. Укажите верную в первой строке документа или в Content-Type.',
  'values-left-out': ({ field, max }) =>
    `В «${field}» принимается не больше ${counted('ru', max, { one: 'значения', few: 'значений', other: 'значений' })}. Остальные не учтены.`,
  'not-a-feed': 'Это не RSS 2.0 и не Atom. Проверьте, что по адресу действительно лента.',
  'document-cut': 'Документ обрывается. Всё до обрыва прочитано; отправьте документ ещё раз целиком.',
  'markup-too-deep': ({ max }) =>
    `Вложенность элементов больше ${formatNumber('ru', max)}. В лентах так не бывает; чтение остановлено.`,
  'markup-too-large': ({ maxBytes }) =>
    `Один фрагмент разметки больше ${formatBytes('ru', maxBytes)}. Чтение остановлено.`,
  'too-many-lines': ({ max }) =>
    `За один импорт принимается не больше ${formatNumber('ru', max)} строк. Отправьте остальное отдельным документом.`,
  'report-too-long':
    'Отчёт стал слишком длинным, чтобы хранить его до конца чтения. Отправьте документ снова с ?report=problems.',
  'upload-stalled': ({ seconds }) =>
    `Данных не было ${counted('ru', seconds, { one: 'секунду', few: 'секунды', other: 'секунд' })}. Отправьте документ снова.`,
  stopping: 'Сервер перезапускается. Отправьте документ снова чуть позже.',
}
