import { counted, plural } from '../numbers.ts'
import type { SiteMessages } from '../site.ts'

const articles = (count: number) => counted('ru', count, { one: 'статья', few: 'статьи', other: 'статей' })

export const site: SiteMessages = {
  chrome: {
    description:
      'Новости университетов на казахском, русском и английском: один поиск, один архив, открытые ленты.',
    skipToContent: 'К содержанию',
    homeLink: 'Uniwire, главная страница',
    navigation: 'Главное меню',
    interfaceLanguage: 'Язык сайта',
    latest: 'Последние новости',
    universities: 'Университеты',
    about: 'Общая лента новостей университетов. Каждая статья сохраняется: её можно найти и процитировать.',
    feeds: 'Подписаться',
    feedsOfAll: 'Все новости',
    feedList: 'Все ленты (OPML)',
    forUniversities: 'Университетам',
    api: 'Как публиковать',
  },
  contentLanguages: { kk: 'казахский', 'kk-Latn': 'казахский, латиница', ru: 'русский', en: 'английский' },
  home: {
    title: 'Новости университетов',
    lead: (count, universities) =>
      `${articles(count)} из ${counted('ru', universities, { one: 'университета', other: 'университетов' })} в порядке публикации.`,
    mostRead: 'Самое читаемое',
    mostReadWindow: { '24h': 'за 24 часа', '7d': 'за 7 дней', '30d': 'за 30 дней', all: 'за всё время' },
    empty: 'Новостей пока нет. Первая статья появится здесь через секунду после публикации.',
    howToPublish: 'Узнать, как публиковать',
    older: 'Более ранние новости',
  },
  counts: {
    articles,
    views: (count) => counted('ru', count, { one: 'просмотр', few: 'просмотра', other: 'просмотров' }),
  },
  search: {
    title: 'Поиск',
    titleWith: (query) => `${query} – поиск`,
    label: 'Поиск по новостям',
    labelWithin: (university) => `Поиск по новостям: ${university}`,
    submit: 'Найти',
    found: (count) => `${plural('ru', count, { one: 'Найдена', other: 'Найдено' })} ${articles(count)}`,
    everything: (count) => `Всего ${articles(count)}`,
    relaxed: 'Слишком мало статей, где есть всё это, поэтому здесь и те, где есть часть слов.',
    filters: 'Фильтры',
    filterBy: {
      university: 'Университет',
      language: 'Язык',
      category: 'Рубрика',
      year: 'Год',
      month: 'Месяц',
    },
    from: (day) => `с ${day}`,
    to: (day) => `по ${day}`,
    without: (words) => `без «${words}»`,
    remove: 'убрать фильтр',
    clear: 'Убрать все фильтры',
    sort: 'Порядок',
    sortBy: { relevance: 'по совпадению', newest: 'сначала новые', views: 'самые читаемые' },
    also: 'Та же новость в других местах',
    next: 'Показать ещё',
    first: 'Вернуться к началу',
    feed: 'Подписаться на этот поиск',
    none: 'Ничего не найдено',
    noneFor: (query) => `По запросу «${query}» ничего не найдено`,
    tips: [
      'Уберите часть слов. Окончания не важны.',
      'Попробуйте слово на другом языке. Казахские слова можно писать кириллицей и латиницей.',
      'Проверьте, как пишутся имена и названия.',
    ],
    withoutFilters: 'Искать без фильтров',
    tryInstead: 'Возможно, вы искали',
  },
  university: {
    website: 'Сайт университета',
    formerNames: 'Прежние названия',
    contact: 'Контакты',
    empty: 'Этот университет ещё ничего не опубликовал.',
    categories: 'Рубрики',
    subscribe: 'Подписаться на новости университета',
    allArticles: 'Все новости университета',
  },
  article: {
    about: 'О статье',
    published: 'Опубликована',
    changed: 'Изменена',
    byline: 'Автор',
    categories: 'Рубрики',
    language: 'Язык',
    views: 'Просмотры',
    viewsBaseline: (baseline, day) =>
      day === undefined
        ? `В том числе на старом сайте университета: ${baseline}.`
        : `В том числе на старом сайте университета: ${baseline} (на ${day}).`,
    original: 'Оригинал',
    readOriginal: (host) => `Читать на сайте ${host}`,
    translations: 'На других языках',
    sameText: 'Тот же текст в других местах',
    version: 'Версия',
    identifier: 'Постоянный идентификатор',
    similar: 'На ту же тему',
    more: 'Другие новости университета',
    images: 'Фотографии',
  },
  viewDays: {
    title: 'Просмотры по дням',
    sum: (views, days) =>
      `${counted('ru', views, { one: 'просмотр', few: 'просмотра', other: 'просмотров' })} за ${counted('ru', days, { one: 'день', few: 'дня', other: 'дней' })}.`,
    most: (views, day) => `Больше всего ${day}: ${views}.`,
    numbers: 'То же в таблице',
    day: 'День',
    views: 'Просмотры',
    note: 'Дни по всемирному времени (UTC), последний ещё не закончился. Просмотры на старом сайте сюда не входят.',
  },
  gone: {
    withdrawnTitle: 'Эта статья отозвана',
    withdrawnBy: (university) =>
      `Статью отозвал университет: ${university}. Её текст больше не показывается.`,
    on: 'Отозвана',
    reason: 'Причина',
    noReason: 'Причина не указана.',
    erasedTitle: 'Эта статья стёрта',
    erased: 'Её содержание уничтожено навсегда: ни показать, ни восстановить его нельзя.',
    next: (university) => `Новости: ${university}`,
  },
  missing: {
    page: {
      title: 'Страница не найдена',
      text: 'По этому адресу ничего нет. Проверьте адрес или воспользуйтесь поиском.',
    },
    article: {
      title: 'Статья не найдена',
      text: 'По этому адресу нет статьи. Поищите её по нескольким словам заголовка.',
    },
    university: {
      title: 'Университет не найден',
      text: 'По этому адресу нет университета. Выберите его в списке или воспользуйтесь поиском.',
    },
  },
  failures: {
    internal: { title: 'У нас что-то сломалось', text: 'Ошибка на нашей стороне. Попробуйте через минуту.' },
    unavailable: {
      title: 'Скоро вернёмся',
      text: 'Часть сайта сейчас не отвечает. Ничего не потеряно. Попробуйте через минуту.',
    },
    'bad-request': {
      title: 'Этот адрес не работает',
      text: 'В нём что-то испорчено. Начните новый поиск или вернитесь на главную.',
    },
    'rate-limited': { title: 'Слишком много запросов', text: 'Подождите минуту и попробуйте снова.' },
  },
  reference: 'Номер для оператора',
  toHome: 'На главную',
}
