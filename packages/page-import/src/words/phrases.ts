import { foldCase } from './fold-case.ts'
import { wordList } from './word-list.ts'

/** Whole lines that every site prints around its text, in kk, ru and en; compared by `foldPhrase`. */
export const HOME = phrases(`
    home, home page, homepage, main, main page, start page, index,
    главная, главная страница, на главную, домой, начало, басты бет, негізгі бет, бастапқы бет, басты,
    үй, басты парақша,
    basty bet, negizgi bet`)

export const MORE = phrases(`
    more, more..., read more, read more..., learn more, continue reading, see more, show more, далее, подробнее, подробно, читать далее, читать дальше, читать полностью, еще, ещё, узнать больше,
    tolyǵyraq, толығырақ, толық, толық оқу, толығымен, жалғасы, ары қарай, әрі қарай, көбірек, оқуды жалғастыру`)

export const OTHER_NEWS = phrases(`
    related news, related posts, related articles, related, read also, see also, other news,
    latest news, recent news, recent posts, more news, all news, popular news, popular, news archive,
    you may also like,
    похожие новости, похожие материалы, похожие записи, читайте также, другие новости,
    последние новости, еще новости, ещё новости, все новости, новости по теме, популярные новости,
    популярное, свежие новости, ұқсас жаңалықтар, ұқсас материалдар, басқа жаңалықтар,
    соңғы жаңалықтар, барлық жаңалықтар, тағы оқыңыз, тағы да оқыңыз, өзге жаңалықтар,
    танымал жаңалықтар, сондай-ақ оқыңыз,
    comments, leave a comment, leave a reply, add comment, no comments,
    log in to post comments, log in or register to post comments, you must be logged in to post a comment,
    войдите чтобы оставлять комментарии, войдите или зарегистрируйтесь чтобы оставлять комментарии,
    пікір қалдыру үшін кіріңіз, пікір қалдыру үшін кіріңіз немесе тіркеліңіз,
    комментарии, оставить комментарий, добавить комментарий, пікірлер, пікір қалдыру, пікір жазу`)

/** What sites print around an article's head and foot to do something with it. */
export const TOOLS = phrases(`
  details, share, share this, print, print version, tweet, email this, min read,
  подробности, поделиться, печать, распечатать, версия для печати, отправить на почту,
  бөлісу, басып шығару, басып шығаруға арналған нұсқа, оқу үшін, bólisý, basyp shyǵarý`)

export const NAVIGATION = new Set([
  ...HOME,
  ...phrases(`
    news, events, announcements, contacts, contact us, about, about us, about the university, search,
    menu, sitemap, site map, login, log in, sign in, register, share, print, print version, tweet,
    back, go back, back to top, back to list, back to news, to top, previous, next, previous post,
    next post, min read, back to the list, back to the list of news, all news, оқу үшін, skip to content, skip to main content, select page, faq, library, gallery,
    photo gallery, student life, admission, admissions, science, education, international cooperation,
    virtual tour, admission committee, faculties, departments, structure, administration, for students,
    for applicants, rector's blog, rector’s blog, call center, services available, facebook, instagram,
    youtube, telegram, whatsapp, twitter, vk, vkontakte, linkedin, tiktok, mass media about us,
    новости, события, объявления, контакты, о нас, об университете, о вузе, поиск, меню, карта сайта,
    войти, вход, регистрация, поделиться, печать, версия для печати, версия для слабовидящих, назад,
    вернуться назад, вернутся назад, вернуться, наверх, вверх, к списку новостей, предыдущая,
    следующая, студенту, студентам, абитуриенту, абитуриентам, сотрудникам, выпускникам, наука,
    образование, приемная комиссия, приёмная комиссия, библиотека, факультеты, кафедры, структура,
    блог ректора, международное сотрудничество, воспитательная работа, галерея, фотогалерея, сми о нас,
    виртуальный тур, жаңалықтар, оқиғалар, хабарландырулар, байланыс, байланыстар, біз туралы,
    университет туралы, іздеу, мәзір, сайт картасы, кіру, тіркелу, бөлісу, басып шығару, артқа,
    кері қайту, жоғары, алдыңғы, келесі, студентке, студенттерге, талапкерге, талапкерлерге,
    қызметкерлерге, түлектерге, ғылым, білім, қабылдау комиссиясы, кітапхана, ғылыми кітапхана,
    факультеттер, кафедралар, құрылым, ректор блогы, халықаралық ынтымақтастық, тәрбие жұмысы,
    бақ біз туралы, виртуалды тур, jańalyqtar, baılanys, baılanystar, biz týraly, ýnıversıtet týraly,
    izdeý, habarlandyrýlar, talapkerge, talapkerlerge, stýdentke, stýdentterge, ǵylym, bilim, kitaphana`),
])

const LANGUAGE_NAMES = phrases(`
    kz, kaz, kk,
    қаз, қз, каз, қазақша, қазақ тілі, қазақ, казахский, қазақ тілінде,
    kazakh, ru, rus,
    рус, ру, русский, по-русски, орысша, орыс тілі,
    russian, en, eng,
    англ,
    english,
    ағылшынша, английский,
    in english, qaz, qazaqsha, latyn`)

/** `RU | KZ | EN`, `қазақша · русский · english`: a way to the other languages, never a breadcrumb. */
export function isLanguageSwitch(text: string): boolean {
  const names = text.split(/[|/·•,>»\\\s]+/u).filter((name) => name !== '')
  return names.length > 0 && names.length <= 8 && names.every((name) => LANGUAGE_NAMES.has(foldPhrase(name)))
}

/** Lower case, without bullets, arrows and stops at the ends, single spaces, `ё` as `е`. */
export function foldPhrase(text: string): string {
  const words = foldCase(text.slice(0, 200)).replaceAll('ё', 'е').split(/\s+/u)
  return words
    .map(withoutMarks)
    .filter((word) => word !== '')
    .join(' ')
}

function withoutMarks(word: string): string {
  let start = 0
  let end = word.length
  while (start < end && !/[\p{L}\p{N}]/u.test(word.charAt(start))) start += 1
  while (end > start && !/[\p{L}\p{N}]/u.test(word.charAt(end - 1))) end -= 1
  return word.slice(start, end)
}

function phrases(list: string): ReadonlySet<string> {
  return new Set(wordList(list).map(foldPhrase))
}
