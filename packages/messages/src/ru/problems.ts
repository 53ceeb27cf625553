import { counted, formatBytes } from '../numbers.ts'
import type { ProblemMessages } from '../problems.ts'

const tryAgain = (seconds: number) =>
  `Повторите тот же запрос через ${counted('ru', seconds, { one: 'секунду', few: 'секунды', other: 'секунд' })}.`

export const problems: ProblemMessages = {
  titles: {
    'malformed-request': 'Запрос не читается',
    'uri-too-long': 'Адрес слишком длинный',
    'headers-too-large': 'Заголовки слишком велики',
    'malformed-json': 'Это не JSON',
    'bad-parameter': 'Неверный параметр',
    unauthorized: 'Нужен действующий ключ',
    forbidden: 'У этого ключа нет такого права',
    'not-found': 'Не найдено',
    'method-not-allowed': 'Метод не поддерживается',
    'not-acceptable': 'В таком виде недоступно',
    'unsupported-media-type': 'Тип содержимого не поддерживается',
    withdrawn: 'Статья отозвана',
    'university-closed': 'Университет закрыт',
    gone: 'Эта статья отозвана',
    erased: 'Эта статья стёрта',
    'feed-ended': 'Эта лента закрыта',
    'source-id-taken': 'Этот идентификатор принадлежит другой статье',
    'precondition-failed': 'Статья тем временем изменилась',
    'body-too-large': 'Тело запроса слишком велико',
    'invalid-fields': 'В полях есть ошибки',
    'idempotency-key-reused': 'Idempotency-Key уже использован с другим телом',
    'needs-answers': 'На странице не хватает данных',
    'request-timeout': 'Запрос шёл слишком медленно',
    'rate-limited': 'Слишком много запросов',
    'not-ready': 'Данные ещё не поступили',
    'log-unavailable': 'Журнал событий не отвечает',
    'engine-unavailable': 'Часть сервиса не отвечает',
    internal: 'Ошибка на нашей стороне',
  },
  details: {
    'malformed-request':
      'Это не HTTP-запрос, на который можно ответить. Проверьте адрес, заголовки и длину тела.',
    'uri-too-long': 'Запросите в одном адресе меньше, например меньше статей сразу.',
    'headers-too-large': 'Отправьте меньше заголовков и cookie или сделайте их короче.',
    'malformed-json':
      'Тело запроса не читается как JSON. Проверьте кавычки и запятые и отправьте его в UTF-8.',
    'bad-parameter': ({ parameter }) =>
      `Значение параметра «${parameter}» не подходит. Исправьте его или уберите параметр.`,
    unauthorized:
      'Ключ не передан, неверен или отозван. Передайте действующий в заголовке «Authorization: Bearer …».',
    forbidden: ({ scope }) =>
      scope === undefined
        ? 'Ключ верный, но это действие доступно только оператору. Используйте ключ оператора.'
        : `Ключ верный, но у него нет права «${scope}». Попросите у оператора ключ с этим правом.`,
    'not-found': 'По этому адресу ничего нет или у вас нет к нему доступа. Проверьте адрес.',
    'method-not-allowed': ({ method, allowed, instead }) =>
      `Метод ${method} здесь не работает. Используйте ${instead ?? allowed.join(', ')}.`,
    'not-acceptable': ({ available }) => `Укажите в «Accept» один из типов: ${available.join(', ')}.`,
    'unsupported-media-type': ({ accepted }) =>
      `Отправьте данные в одном из этих типов и укажите его в «Content-Type»: ${accepted.join(', ')}.`,
    withdrawn:
      'Отозванную статью нельзя исправить. Сначала вызовите «restore», затем отправьте новое содержание.',
    'university-closed':
      'Он отмечен как закрытый и новых статей не принимает. Опубликованное остаётся, его по-прежнему можно отозвать. Публикуйте от имени университета-преемника или попросите оператора снова открыть этот.',
    gone: ({ reason }) =>
      reason === undefined
        ? 'Университет отозвал эту статью.'
        : `Университет отозвал эту статью. Причина: ${reason}`,
    erased: 'Содержание уничтожено навсегда. Тот же sourceId нельзя использовать повторно.',
    'feed-ended': 'Университет закрыт и больше ничего не публикует. Его статьи остаются на своих адресах.',
    'source-id-taken':
      'Под этим идентификатором уже есть публикация, или он обозначает другую статью. Идентификатор навсегда связан со своей статьёй; возьмите другой.',
    'precondition-failed':
      'Условие If-Match или If-None-Match больше не выполняется. Получите статью, посмотрите изменения и повторите запрос с её ETag.',
    'body-too-large': ({ maxBytes }) =>
      `Принимается не больше ${formatBytes('ru', maxBytes)}. Уменьшите тело запроса или отправьте его частями.`,
    'invalid-fields': ({ count }) =>
      `Нужно исправить ${counted('ru', count, { one: 'поле', few: 'поля', other: 'полей' })}. Смотрите «errors», исправьте и отправьте снова.`,
    'idempotency-key-reused':
      'Этот Idempotency-Key уже приходил с другим телом. Для нового содержания нужен новый ключ.',
    'needs-answers': ({ needs }) =>
      `На странице не указано: ${needs.join(', ')}. Ответьте в адресе запроса, например ?${needs[0] ?? 'publishedAt'}=…&publish=true.`,
    'request-timeout':
      'Он не дошёл целиком за отведённое время. Отправьте его снова при более надёжной связи. Повторять безопасно.',
    'rate-limited': ({ retryAfterSeconds }) => `Запросы идут слишком часто. ${tryAgain(retryAfterSeconds)}`,
    'not-ready': ({ position, retryAfterSeconds }) =>
      position === undefined
        ? `Сервис ещё читает журнал. ${tryAgain(retryAfterSeconds)}`
        : `Позиция ${position} журнала сюда ещё не поступила. ${tryAgain(retryAfterSeconds)}`,
    'log-unavailable': ({ retryAfterSeconds }) =>
      `Запись не подтверждена. ${tryAgain(retryAfterSeconds)} Повторять безопасно.`,
    'engine-unavailable': ({ retryAfterSeconds }) => `Ничего не потеряно. ${tryAgain(retryAfterSeconds)}`,
    internal: ({ reference }) =>
      reference === undefined
        ? 'Попробуйте ещё раз. Если не поможет, сообщите оператору.'
        : `Попробуйте ещё раз. Если не поможет, сообщите оператору этот номер: ${reference}`,
  },
}
