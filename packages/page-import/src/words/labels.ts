import { wordList } from './word-list.ts'

/**
 * The closed lists of labels that printed pages carry (contract §4), in kk, ru and en, lower case. A word that is
 * not here is no label: a new one is added here and nowhere else.
 */
export const LABELS = {
  /** The time of publication, said so. */
  published: wordList(`
    publication date, date of publication, date published, published on, published at, published,
    publish date, posted on, posted at, posted, date posted, post date, date added, added on,
    submitted on, release date, news date,
    дата публикации, дата размещения, дата добавления, дата новости, дата выхода, время публикации,
    опубликовано, опубликована, опубликован, публикация, размещено, размещена, добавлено, добавлена,
    жарияланған күні, жарияланған уақыты, жарияланған, жарияланды, жариялану күні, жарияланым күні,
    жариялау күні, орналастырылған күні, орналастырылды, қосылған күні, қосылды, енгізілген күні,
    басылған күні, шыққан күні,
    jarııalanǵan kúni, jarialanǵan kúni, jariyalangan kuni, jarııalanǵan, jarııalandy, jarialandy, jariyalandy`),
  /** A date, of what is not said: outranked by a place above a menu (contract §4, the site's clock). */
  date: wordList(`
    date, created, created on, added,
    дата, дата создания, создано, добавил, күні, уақыты, мерзімі, құрылған күні, құрылды`),
  /** When the page was changed: neither its date of publication nor part of its text. */
  updated: wordList(`
    updated, updated on, last updated, last update, last modified, modified, date modified, edited,
    обновлено, обновлена, обновлен, последнее обновление, дата обновления, изменено, дата изменения,
    жаңартылды, жаңартылған, жаңартылған күні, соңғы жаңарту, өзгертілген күні`),
  /** When and where something takes place: part of the text, and no date of publication. */
  event: wordList(`
    event date, date of the event, date and time, deadline, due date, starts, ends, when, valid until, venue, place,
    location, time, where, organizer, organiser, format,
    дата проведения, дата мероприятия, дата и время, дата и время проведения, время проведения, срок, сроки, начало,
    когда, место, место проведения, время, адрес проведения, организатор, организаторы, формат,
    өткізілетін күні, өтетін күні, өткізу күні, басталуы, аяқталуы, қашан, орны, өтетін орны, өткізілетін орны, өтетін жері,
    ұйымдастырушы, ұйымдастырушылар`),
  views: wordList(`
    views, view, post views, page views, total views, views count, view count, number of views, viewed,
    hits, reads, read count, visibility, remove_red_eye,
    просмотров, просмотры, просмотра, просмотр, просмотрено, просмотрели, количество просмотров,
    число просмотров, кол-во просмотров, всего просмотров, прочитано, прочитали, прочтений,
    количество прочтений, посмотрели, показов, хиты, қаралды, қаралған, қаралым, қаралымдар, қаралымы,
    қаралым саны, қаралымдар саны, қаралу саны, қаралған саны, қарау саны, қараулар, қараулар саны,
    қарағандар, қарағандар саны, көрілім, көрілімдер, көрілді, көрілген, көрілуі, көрулер,
    көрулер саны, көру саны, көргендер, көрсетілді, көрсетілім, оқылды, оқылған, оқылым, оқылуы,
    оқылу саны, оқылымдар,
    qaraldy, qaralǵan, qaralym, kórildi, oqyldy`),
  category: wordList(`
    categories, category, section, rubric, filed under, posted in, published in,
    категории, категория, рубрика, рубрики, раздел, разделы, санат, санаты, санаттар, санаттары, айдар,
    айдары, айдарлар, бөлім, бөлімі, бөлімдер,
    sanat, sanaty, aıdar, aıdary`),
  author: wordList(`
    author, authors, published by, posted by, written by, added by, created by, submitted by,
    prepared by, text by, text, by,
    автор, авторы, автор текста, автор статьи, автор публикации, автор материала, опубликовал,
    опубликовала, разместил, разместила, добавил, добавила, подготовил, подготовила, подготовили,
    материал подготовил, материал подготовила, материал подготовили, текст, корреспондент,
    мақала авторы, мәтін авторы, жариялаған, жазған, дайындаған, материалды дайындаған, әзірлеген,
    орналастырған, енгізген, мәтін, тілші,
    avtor, avtory`),
  source: wordList(`
    source, sources,
    источник, источники, источник информации, дереккөз, дереккөзі, дерек көзі, ақпарат көзі,
    қайнар көзі`),
  photo: wordList(`
    photo, photos, photo by, photos by, photography, photographer, image, images, video,
    фото, фото автора, фотограф, фотографии, снимки, видео, фотосурет, фотосуреттер, сурет, суреттер,
    суретті түсірген, суретке түсірген, бейне`),
  translation: wordList(`
    translation, translated by, translator,
    перевод, перевел, перевела, переводчик, аударма, аударған, аудармашы`),
  comments: wordList(`
    comments, comment, likes, shares,
    комментарии, комментариев, комментария, лайков, пікірлер, пікір, лайк`),
  tags: wordList(`
    tags, tag, tagged, tagged with, keywords,
    теги, тег, метки, ключевые слова, тегтер, кілт сөздер`),
} as const satisfies Readonly<Record<string, readonly string[]>>

export type LabelKind = keyof typeof LABELS
