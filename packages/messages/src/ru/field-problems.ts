import type { ExpectedType, FieldProblemMessages } from '../field-problems.ts'
import { counted, formatNumber } from '../numbers.ts'

const characters = (count: number) => counted('ru', count, { one: 'знака', other: 'знаков' })
const items = (count: number) => counted('ru', count, { one: 'элемента', other: 'элементов' })
const typeNames: Readonly<Record<ExpectedType, string>> = {
  string: 'текст в кавычках',
  number: 'число',
  integer: 'целое число',
  boolean: 'true или false',
  array: 'список',
  object: 'объект',
}

export const fieldProblems: FieldProblemMessages = {
  required: 'Обязательное поле.',
  'unknown-member': ({ member, meant }) =>
    meant === undefined
      ? `Поля «${member}» не существует. Уберите его или проверьте написание.`
      : `Поля «${member}» не существует. Возможно, имелось в виду «${meant}»?`,
  'too-long': ({ max }) => `Слишком длинно: не больше ${characters(max)}.`,
  'too-short': ({ min }) => `Слишком коротко: не меньше ${characters(min)}.`,
  'wrong-type': ({ expected }) => `Здесь должно быть: ${typeNames[expected]}.`,
  'not-one-of': ({ allowed }) => `Допустимые значения: ${allowed.join(', ')}.`,
  'out-of-range': ({ min, max }) =>
    max === undefined
      ? `Укажите число не меньше ${formatNumber('ru', min ?? 0)}.`
      : min === undefined
        ? `Укажите число не больше ${formatNumber('ru', max)}.`
        : `Укажите число от ${formatNumber('ru', min)} до ${formatNumber('ru', max)}.`,
  'too-many-items': ({ max }) => `Слишком много: не больше ${items(max)}.`,
  'too-few-items': ({ min }) => `Слишком мало: не меньше ${items(min)}.`,
  repeated: 'Указано несколько раз. Укажите один раз.',
  empty: 'Пустое значение. Заполните поле или уберите его.',
  'control-characters': 'Здесь есть управляющие символы. Удалите их.',
  'bad-format': 'Запись не в том виде. Посмотрите описание API.',
  'not-a-url': 'Это не веб-адрес. Напишите его полностью, начиная с https:// или http://.',
  'not-an-id': 'Это не идентификатор статьи. Он выглядит так: 3fa85f64-5717-5562-b3fc-2c963f66afa6.',
  'bad-cursor': 'Курсор повреждён или относится к другому запросу. Начните без него.',
  'bad-date':
    'Это не дата. Пишите 2023-10-12, 2023-10-12T14:30:00 (время университета) или 2023-10-12T14:30:00+05:00.',
  'bad-moment': 'Это не день и не момент времени. Пишите 2023-10-12 или 2023-10-12T14:30:00+05:00.',
  'unknown-time-zone': 'Такого часового пояса нет. Укажите имя из tzdata, например Asia/Almaty.',
  'bad-slug': 'От 2 до 63 знаков: строчные латинские буквы, цифры и дефис.',
  'reserved-slug': 'Это имя зарезервировано. Выберите другое.',
  'not-a-successor': 'Укажите другой университет, который здесь зарегистрирован.',
  'bad-source-id':
    'От 1 до 200 знаков без управляющих символов, не с «~» в начале; «.» и «..» не принимаются.',
  'source-id-taken': 'Этот sourceId принадлежит другой статье. Возьмите свободный.',
  'source-id-missing':
    'Укажите sourceId в теле или пришлите Idempotency-Key: иначе повтор запроса небезопасен.',
  'bad-language': 'Укажите kk, kk-Latn, ru или en либо уберите поле: язык определится сам.',
  'unknown-scope': ({ allowed }) => `Такого права нет. Допустимые: ${allowed.join(', ')}.`,
  'own-source-id': 'Это и есть собственный идентификатор статьи. Укажите другой.',
  'in-the-past': 'Этот момент уже прошёл. Укажите будущий.',
  'published-in-future':
    'До этой даты больше 24 часов. Исправьте её или укажите embargoedUntil, чтобы опубликовать позже.',
  'embargo-without-hour':
    'Эмбарго заканчивается в определённый момент. Добавьте час: 2023-10-12T14:30:00 (время университета).',
  'embargo-after-visible':
    'Читатели уже видели эту статью, её нельзя закрыть до срока. Вместо этого отзовите её.',
  'withdraw-instead':
    'Статью отзывают не публикацией. Вызовите вместо этого POST …/withdraw и укажите причину.',
  'both-bodies': 'Укажите что-то одно: bodyHtml или bodyText.',
  'no-body': 'В статье нет текста. Укажите bodyHtml или bodyText.',
  'empty-after-sanitising': 'После удаления небезопасной разметки текста не осталось. Пришлите сам текст.',
  'reason-required': 'Укажите причину. Её увидят читатели.',
  'not-on-page': ({ parameter }) => `На странице этого нет. Добавьте к адресу ?${parameter}=…`,
}
