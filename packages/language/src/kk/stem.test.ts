import { describe, expect, it } from 'vitest'
import { stem } from '../stem.ts'

/** stem → words that must meet in it, in every spelling they are typed in */
const GOLDEN: Readonly<Record<string, string>> = {
  universitet:
    'университет университеттер университетінің университетімізде университеттегі университетке университетін',
  student: 'студент студенттер студенттерге студенттердің студенттерімізбен студенті',
  rektor: 'ректор ректоры ректорымен ректордың ректоры ректорға',
  okushi: 'оқушы оқушылар оқушыларымыз оқушыларға оқушының',
  kitap: 'кітап кітабы кітабын кітаптар кітапты кітабымыздан',
  kitaphana: 'кітапхана кітапханада кітапханасы кітапханасының кітапханалар',
  halik: 'халық халқы халқының халықтың халықтар халқымыз',
  orin: 'орын орны орында орындар орнына',
  gurip: 'ғұрып ғұрпы ғұрыптар ғұрпымыз ғұрпының',
  surip: 'сұрып сұрпы сұрпын сұрыптар',
  mulik: 'мүлік мүлкі мүліктің мүлкін мүлкіне',
  arip: 'әріп әрпі әріптер әрпін',
  moin: 'мойын мойны мойнында',
  tilek: 'тілек тілегі тілектер тілегін тілегіңіз',
  kala: 'қала қаласы қаласында қалалардағы қалалық қаламыздың',
  kazakstan: 'Қазақстан Қазақстанның Қазақстанда Қазақстандық Қазақстаннан Қазақстанмен',
  gilim: 'ғылым ғылыми ғылымның ғылымға ғылымда',
  bilim: 'білім білімі білімді білімнің білімге білімін',
  mugalim: 'мұғалім мұғалімдер мұғалімдерге мұғалімнің мұғалімі',
  fakultet: 'факультет факультеті факультетінің факультетіндегі факультеттер',
  konferensia: 'конференция конференциясы конференцияға конференцияда конференциялар',
  memleket: 'мемлекет мемлекеттік мемлекеттің мемлекеттер мемлекетінде',
  madeniet: 'мәдениет мәдениеті мәдениетіміз мәдениеттің',
  intimak: 'ынтымақ ынтымақтастық ынтымақтастығы ынтымақтастықты',
  joba: 'жоба жобалар жобаларды жобасы жобаның жобасына',
  bar: 'барды барған барады бармады бармаған барып бару',
  kel: 'келді келген келеді келетін келіп келмеді',
  dam: 'дамыды даму дамып дамыған дамиды',
  kezdes: 'кездесу кездесті кездескен кездесуі кездесуде',
  jazil: 'жазылды жазылған жазылады жазылып',
  bala: 'бала балалар баласы балаларға балаларымыз',
  ui: 'үй үйі үйде үйдің',
  tulek: 'түлек түлектері түлектер түлегі түлектеріміз',
  hatshi: 'хатшы хатшысы хатшылар хатшыға',
  abai: 'Абай Абайдың Абайға Абайды',
  astik: 'астық астығы астықты астыққа',
  uisin: 'үйсін үйсіндер үйсіннің',
  almati: 'Алматы Алматыда Алматыдан Алматының',
  // -дар, -ге follow a front ә, and ь
  pan: 'пән пәндер пәнге пәннің пәндері пәндерді',
  an: 'ән әндер әнге әндерін',
  festival: 'фестиваль фестивальге фестивальде фестивалі',
  // the other sounds of a final г, б in loans
  pedagok: 'педагог педагогтар педагогы педагогтің',
  klup: 'клуб клубы клубта клубтар клубтың',
  // a surname takes suffixes of the vowels before -ев, or of its own
  tokaev: 'Тоқаев Тоқаевтың Тоқаевқа Тоқаевтан Тоқаевпен',
  medvedev: 'Медведев Медведевтің Медведевке Медведевтен',
  // a noun in -ыс, -он, -ан with its possessive, which -сы, -ны would cut
  kozgalis: 'қозғалыс қозғалысы қозғалыстар қозғалысын қозғалысының',
  jetkizilis: 'жеткізіліс жеткізілісі жеткізілісін',
  daris: 'дәріс дәрістер дәрісі дәрісін дәріске',
  kurs: 'курс курсы курстар курсын курсқа',
  region: 'регион регионы региондар регионның',
  chempion: 'чемпион чемпионы чемпиондар чемпионның',
  emtihan: 'емтихан емтиханы емтиханнан емтиханды',
  kasiporin: 'кәсіпорын кәсіпорны кәсіпорындар кәсіпорнының',
  roman: 'роман романы романын романда романымен',
  saiahat: 'саяхат саяхаты саяхатын саяхатқа саяхатымен',
  mazmun: 'мазмұн мазмұны мазмұнын мазмұнның',
  proses: 'процесс процесі процестер процесінде',
  dastur: 'дәстүр дәстүрлі дәстүрлер дәстүрі',
  zerte: 'зерттеу зерттеді зерттеген зерттейді зерттеулер',
  narik: 'нарық нарқы нарықта нарықтың',
  // the past of verbs that end in a vowel
  kabilda: 'қабылдады қабылдаған қабылдайды қабылдау қабылдап қабылдамады',
  kara: 'қарады қараған қарайды қарап қарау',
  habar: 'хабарлады хабарлаған хабарлайды хабарлап хабарлау',
  malim: 'мәлімдеді мәлімдеген мәлімдейді мәлімдеп',
  aiak: 'аяқтады аяқтаған аяқтайды аяқтап аяқтау',
  jariala: 'жариялады жариялаған жариялайды жариялап жариялау',
  dain: 'дайындады дайындаған дайындайды дайындау',
  ot: 'өтті өткен өтеді өтіп өтуі',
}

describe('Kazakh stems', () => {
  for (const [root, words] of Object.entries(GOLDEN))
    it(`brings the forms of ${root} together`, () => {
      expect(words.split(' ').map((word) => `${word} ${stem(word, 'kk')}`)).toEqual(
        words.split(' ').map((word) => `${word} ${root}`),
      )
    })

  it('keeps roots that end like a suffix whole', () => {
    const roots = {
      ақын: 'akin',
      орын: 'orin',
      қала: 'kala',
      астана: 'astana',
      дана: 'dana',
      үшін: 'ushin',
      бөлім: 'bolim',
    }
    for (const [root, expected] of Object.entries(roots)) expect(stem(root, 'kk')).toBe(expected)
  })

  it('tells words apart of which one begins like the other', () => {
    const pairs =
      'дайындау/дай тағайындау/тақ құттықтау/құт қорған/қор билік/би көлік/көл тоғай/тоқ шаңғы/шаң жеті/жет ' +
      'көрме/көр баспа/бас тұрақ/тұр балық/бал салмақ/сал жарлық/жар күрес/күр орман/ор қоныс/қон барыс/бар'
    const met = pairs.split(' ').filter((pair) => {
      const [one = '', other = ''] = pair.split('/')
      return stem(one, 'kk') === stem(other, 'kk')
    })
    expect(met).toEqual([])
  })

  it('takes off only a suffix that agrees with the sounds before it', () => {
    // -лар never follows н (дар would), -ге never follows a word in а: these are whole words or names.
    expect(stem('Сунлар', 'kk')).toBe('sunlar')
    expect(stem('Караге', 'kk')).toBe('karage')
  })

  it('keeps names that end like an infinitive or a person', () => {
    expect(stem('Жәнібек', 'kk')).toBe(stem('Жәнібектің', 'kk'))
    expect(stem('Нұрбек', 'kk')).toBe('nurbek')
  })

  it('gives one stem to every spelling of a word', () => {
    const spellings = [
      'университетінің',
      'ýnıversıtetiniń',
      'universitetınıñ',
      'universitetinin',
      'университетинин',
    ]
    for (const word of spellings) expect(stem(word, 'kk-Latn')).toBe('universitet')
  })

  it('does not change a stem', () => {
    for (const root of Object.keys(GOLDEN)) expect(stem(root, 'kk')).toBe(root)
  })
})
