import type { ImportNoteMessages } from '../imports.ts'
import { counted, formatBytes, formatNumber } from '../numbers.ts'

export const imports: ImportNoteMessages = {
  'repeated-in-document':
    'Осы құжатта дәл сондай идентификаторы бар жазба бұрын болған. Тек біріншісі ескерілді; әр мақалаға өз идентификаторын беріңіз.',
  undecodable:
    'Көрсетілген кодтауға сәйкес келмейтін таңбалар бар. Дұрыс кодтауды құжаттың бірінші жолында немесе Content-Type тақырыбында көрсетіңіз.',
  'values-left-out': ({ field, max }) =>
    `«${field}» өрісінде ең көбі ${counted('kk', max, { other: 'мән' })} қабылданады. Қалғаны ескерілмеді.`,
  'not-a-feed': 'Бұл — RSS 2.0 де, Atom да емес. Мекенжайда шынымен лента тұрғанын тексеріңіз.',
  'document-cut': 'Құжат үзіліп қалған. Үзілгенге дейінгісі оқылды; құжатты толығымен қайта жіберіңіз.',
  'markup-too-deep': ({ max }) =>
    `Элементтер ${formatNumber('kk', max)} деңгейден терең орналасқан. Лентада мұндай болмайды; оқу тоқтатылды.`,
  'markup-too-large': ({ maxBytes }) =>
    `Белгілеудің бір бөлігі ${formatBytes('kk', maxBytes)} көлемінен үлкен. Оқу тоқтатылды.`,
  'too-many-lines': ({ max }) =>
    `Бір импортта ең көбі ${counted('kk', max, { other: 'жол' })} қабылданады. Қалғанын бөлек құжат етіп жіберіңіз.`,
  'report-too-long':
    'Есеп құжат оқылып біткенше сақтауға тым ұзын болды. Құжатты ?report=problems параметрімен қайта жіберіңіз.',
  'upload-stalled': ({ seconds }) =>
    `${counted('kk', seconds, { other: 'секунд' })} бойы дерек келмеді. Құжатты қайта жіберіңіз.`,
  stopping: 'Сервер қайта іске қосылып жатыр. Құжатты сәл кейін қайта жіберіңіз.',
}
