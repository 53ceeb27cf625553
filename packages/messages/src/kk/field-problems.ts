import type { ExpectedType, FieldProblemMessages } from '../field-problems.ts'
import { counted, formatNumber } from '../numbers.ts'

const characters = (count: number) => counted('kk', count, { other: 'таңба' })
const items = (count: number) => counted('kk', count, { other: 'элемент' })
const typeNames: Readonly<Record<ExpectedType, string>> = {
  string: 'тырнақшадағы мәтін',
  number: 'сан',
  integer: 'бүтін сан',
  boolean: 'true немесе false',
  array: 'тізім',
  object: 'объект',
}

export const fieldProblems: FieldProblemMessages = {
  required: 'Бұл өріс міндетті.',
  'unknown-member': ({ member, meant }) =>
    meant === undefined
      ? `«${member}» деген өріс жоқ. Алып тастаңыз немесе жазылуын тексеріңіз.`
      : `«${member}» деген өріс жоқ. Мүмкін, «${meant}» шығар?`,
  'too-long': ({ max }) => `Тым ұзын: ең көбі ${characters(max)}.`,
  'too-short': ({ min }) => `Тым қысқа: кемінде ${characters(min)}.`,
  'wrong-type': ({ expected }) => `Мұнда ${typeNames[expected]} болуы керек.`,
  'not-one-of': ({ allowed }) => `Мыналардың бірін жазыңыз: ${allowed.join(', ')}.`,
  'out-of-range': ({ min, max }) =>
    max === undefined
      ? `Ең кіші мәні: ${formatNumber('kk', min ?? 0)}.`
      : min === undefined
        ? `Ең үлкен мәні: ${formatNumber('kk', max)}.`
        : `Сан ${formatNumber('kk', min)} мен ${formatNumber('kk', max)} аралығында болуы керек.`,
  'too-many-items': ({ max }) => `Тым көп: ең көбі ${items(max)}.`,
  'too-few-items': ({ min }) => `Тым аз: кемінде ${items(min)}.`,
  repeated: 'Бірнеше рет көрсетілген. Бір рет көрсетіңіз.',
  empty: 'Бос тұр. Толтырыңыз немесе алып тастаңыз.',
  'control-characters': 'Мұнда басқару таңбалары бар. Оларды өшіріңіз.',
  'bad-format': 'Жазылуы дұрыс емес. API сипаттамасын қараңыз.',
  'not-a-url': 'Бұл веб-мекенжай емес. Оны https:// немесе http:// деп бастап, толық жазыңыз.',
  'not-an-id': 'Бұл мақаланың идентификаторы емес. Ол мынадай болады: 3fa85f64-5717-5562-b3fc-2c963f66afa6.',
  'bad-cursor': 'Курсор бүлінген немесе басқа сұрауға тиесілі. Курсорсыз қайта бастаңыз.',
  'bad-date':
    'Бұл күн емес. Былай жазыңыз: 2023-10-12, 2023-10-12T14:30:00 (университет уақыты) немесе 2023-10-12T14:30:00+05:00.',
  'bad-moment':
    'Бұл күн де, уақыт мезеті де емес. Былай жазыңыз: 2023-10-12 немесе 2023-10-12T14:30:00+05:00.',
  'unknown-time-zone': 'Мұндай уақыт белдеуі жоқ. tzdata атауын жазыңыз, мысалы: Asia/Almaty.',
  'bad-slug': '2–63 таңба: латынның кіші әріптері, цифрлар және дефис.',
  'reserved-slug': 'Бұл атау қызметтік мақсатқа сақталған. Басқасын таңдаңыз.',
  'not-a-successor': 'Осында тіркелген басқа университетті көрсетіңіз.',
  'bad-source-id':
    '1–200 таңба, басқару таңбаларынсыз; «~» белгісінен басталмайды; «.» және «..» қабылданбайды.',
  'source-id-taken': 'Бұл sourceId басқа мақалаға тиесілі. Бос атауды алыңыз.',
  'source-id-missing':
    'Сұрау денесінде sourceId көрсетіңіз немесе Idempotency-Key жіберіңіз: әйтпесе қайталау қауіпсіз болмайды.',
  'bad-language': 'kk, kk-Latn, ru немесе en деп жазыңыз. Көрсетпесеңіз, тіл өздігінен анықталады.',
  'unknown-scope': ({ allowed }) => `Мұндай құқық жоқ. Бар құқықтар: ${allowed.join(', ')}.`,
  'own-source-id': 'Бұл — мақаланың өз идентификаторы. Басқасын көрсетіңіз.',
  'in-the-past': 'Бұл уақыт өтіп кеткен. Болашақ уақытты көрсетіңіз.',
  'published-in-future':
    'Бұл күнге дейін 24 сағаттан көп уақыт бар. Күнді түзетіңіз немесе кейін жариялау үшін embargoedUntil көрсетіңіз.',
  'embargo-without-hour':
    'Эмбарго белгілі бір сәтте аяқталады. Сағатын қосыңыз: 2023-10-12T14:30:00 (университет уақыты).',
  'embargo-after-visible':
    'Оқырмандар бұл мақаланы көріп қойған, оны мерзімге дейін жабуға болмайды. Оның орнына кері қайтарып алыңыз.',
  'withdraw-instead':
    'Мақала жариялау арқылы қайтарып алынбайды. Оның орнына себебін көрсетіп, POST …/withdraw шақырыңыз.',
  'both-bodies': 'bodyHtml мен bodyText өрістерінің тек біреуін беріңіз.',
  'no-body': 'Мақаланың мәтіні жоқ. bodyHtml немесе bodyText беріңіз.',
  'empty-after-sanitising': 'Қауіпті белгілеулер алынған соң мәтін қалмады. Мәтіннің өзін жіберіңіз.',
  'reason-required': 'Себебін көрсетіңіз. Оны оқырмандар көреді.',
  'not-on-page': ({ parameter }) => `Бетте бұл көрсетілмеген. Мекенжайға ?${parameter}=… қосыңыз.`,
}
