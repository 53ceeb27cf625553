import { counted, formatBytes } from '../numbers.ts'
import type { ProblemMessages } from '../problems.ts'

const tryAgain = (seconds: number) =>
  `Сол сұрауды ${counted('kk', seconds, { other: 'секундтан' })} кейін қайта жіберіңіз.`

export const problems: ProblemMessages = {
  titles: {
    'malformed-request': 'Сұрауды оқу мүмкін емес',
    'uri-too-long': 'Мекенжай тым ұзын',
    'headers-too-large': 'Тақырыптар тым үлкен',
    'malformed-json': 'Бұл JSON емес',
    'bad-parameter': 'Параметр қате',
    unauthorized: 'Жарамды кілт керек',
    forbidden: 'Бұл кілттің мұндай құқығы жоқ',
    'not-found': 'Табылмады',
    'method-not-allowed': 'Бұл әдіске рұқсат жоқ',
    'not-acceptable': 'Мұндай түрде берілмейді',
    'unsupported-media-type': 'Мұндай мазмұн түрі қабылданбайды',
    withdrawn: 'Мақала қайтарып алынған',
    'university-closed': 'Университет жабылған',
    gone: 'Бұл мақала қайтарып алынды',
    erased: 'Бұл мақала өшірілді',
    'feed-ended': 'Бұл арна жабылды',
    'source-id-taken': 'Бұл идентификатор басқа мақалаға тиесілі',
    'precondition-failed': 'Осы аралықта мақала өзгерген',
    'body-too-large': 'Сұраудың көлемі тым үлкен',
    'invalid-fields': 'Өрістерде қате бар',
    'idempotency-key-reused': 'Idempotency-Key басқа мазмұнға қолданылған',
    'needs-answers': 'Бетте деректер жетіспейді',
    'request-timeout': 'Сұрау тым баяу келді',
    'rate-limited': 'Сұрау тым көп',
    'not-ready': 'Деректер әлі келген жоқ',
    'log-unavailable': 'Оқиғалар журналы жауап бермейді',
    'engine-unavailable': 'Сервистің бір бөлігі жауап бермейді',
    internal: 'Қате біздің тараптан',
  },
  details: {
    'malformed-request':
      'Бұл жауап беруге болатын HTTP сұрауы емес. Мекенжайын, тақырыптарын және денесінің ұзындығын тексеріңіз.',
    'uri-too-long': 'Бір мекенжайда азырақ сұраңыз, мысалы, бірден аз мақала.',
    'headers-too-large': 'Тақырыптар мен cookie санын азайтыңыз немесе қысқартыңыз.',
    'malformed-json':
      'Сұрау денесін JSON ретінде оқу мүмкін болмады. Тырнақшалар мен үтірлерді тексеріп, UTF-8 түрінде жіберіңіз.',
    'bad-parameter': ({ parameter }) =>
      `«${parameter}» параметрінің мәні жарамайды. Түзетіңіз немесе параметрді алып тастаңыз.`,
    unauthorized:
      'Кілт берілмеген, қате немесе күші жойылған. Жарамды кілтті «Authorization: Bearer …» тақырыбында жіберіңіз.',
    forbidden: ({ scope }) =>
      scope === undefined
        ? 'Кілт дұрыс, бірақ бұл әрекет тек операторға рұқсат етілген. Оператор кілтін қолданыңыз.'
        : `Кілт дұрыс, бірақ оның «${scope}» құқығы жоқ. Оператордан осы құқығы бар кілт сұраңыз.`,
    'not-found': 'Бұл мекенжайда ештеңе жоқ немесе оны көруге құқығыңыз жоқ. Мекенжайды тексеріңіз.',
    'method-not-allowed': ({ method, allowed, instead }) =>
      `Мұнда ${method} әдісі жұмыс істемейді. Мынаны қолданыңыз: ${instead ?? allowed.join(', ')}.`,
    'not-acceptable': ({ available }) =>
      `«Accept» тақырыбында мына түрлердің бірін көрсетіңіз: ${available.join(', ')}.`,
    'unsupported-media-type': ({ accepted }) =>
      `Мына түрлердің бірін жіберіп, оны «Content-Type» тақырыбында көрсетіңіз: ${accepted.join(', ')}.`,
    withdrawn:
      'Қайтарып алынған мақаланы өзгертуге болмайды. Алдымен «restore» шақырып, содан кейін жаңа мазмұнды жіберіңіз.',
    'university-closed':
      'Ол жабылған деп белгіленген, жаңа мақала қабылдамайды. Бұрын жарияланғаны сақталады, оны қайтарып алуға болады. Ізбасар университеттің атынан жариялаңыз немесе оператордан бұл университетті қайта ашуды сұраңыз.',
    gone: ({ reason }) =>
      reason === undefined
        ? 'Университет бұл мақаланы қайтарып алды.'
        : `Университет бұл мақаланы қайтарып алды. Себебі: ${reason}`,
    erased: 'Мазмұны біржола жойылды. Сол sourceId қайта қолданылмайды.',
    'feed-ended':
      'Университет жабылған, енді ештеңе жарияламайды. Оның мақалалары өз мекенжайларында қалады.',
    'source-id-taken':
      'Бұл идентификатормен мақала жарияланып қойған немесе ол басқа мақаланы білдіреді. Идентификатор өз мақаласын ешқашан ауыстырмайды; басқасын алыңыз.',
    'precondition-failed':
      'If-Match немесе If-None-Match шарты енді сәйкес келмейді. Мақаланы алып, өзгерісін қарап, оның ETag мәнімен қайта жіберіңіз.',
    'body-too-large': ({ maxBytes }) =>
      `Ең көбі ${formatBytes('kk', maxBytes)} қабылданады. Көлемін азайтыңыз немесе бөліп жіберіңіз.`,
    'invalid-fields': ({ count }) =>
      `${counted('kk', count, { other: 'өрісті' })} түзету керек. «errors» тізімін қарап, түзетіп, қайта жіберіңіз.`,
    'idempotency-key-reused':
      'Бұл Idempotency-Key бұрын басқа мазмұнмен келген. Жаңа мазмұнға жаңа кілт қолданыңыз.',
    'needs-answers': ({ needs }) =>
      `Бетте мыналар көрсетілмеген: ${needs.join(', ')}. Жауабын сұрау мекенжайында беріңіз, мысалы: ?${needs[0] ?? 'publishedAt'}=…&publish=true.`,
    'request-timeout':
      'Ол берілген уақытта толық жетпеді. Байланыс жақсарғанда қайта жіберіңіз. Қайталау қауіпсіз.',
    'rate-limited': ({ retryAfterSeconds }) => `Сұраулар тым жиі келіп жатыр. ${tryAgain(retryAfterSeconds)}`,
    'not-ready': ({ position, retryAfterSeconds }) =>
      position === undefined
        ? `Сервис журналды әлі оқып жатыр. ${tryAgain(retryAfterSeconds)}`
        : `Журналдың ${position}-позициясы мұнда әлі жеткен жоқ. ${tryAgain(retryAfterSeconds)}`,
    'log-unavailable': ({ retryAfterSeconds }) =>
      `Жазба расталған жоқ. ${tryAgain(retryAfterSeconds)} Қайталау қауіпсіз.`,
    'engine-unavailable': ({ retryAfterSeconds }) => `Ештеңе жоғалған жоқ. ${tryAgain(retryAfterSeconds)}`,
    internal: ({ reference }) =>
      reference === undefined
        ? 'Қайта байқап көріңіз. Қате қайталанса, операторға хабарлаңыз.'
        : `Қайта байқап көріңіз. Қате қайталанса, операторға мына нөмірді айтыңыз: ${reference}`,
  },
}
