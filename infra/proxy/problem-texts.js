// Written by problem-texts.ts from packages/messages.
// oxlint-disable-next-line import/no-default-export -- njs finds what a module has there
export default {
  kk: {
    'malformed-request': {
      status: 400,
      body: '{"type":"urn:uniwire:problem:malformed-request","code":"malformed-request","status":400,"title":"Сұрауды оқу мүмкін емес","detail":"Бұл жауап беруге болатын HTTP сұрауы емес. Мекенжайын, тақырыптарын және денесінің ұзындығын тексеріңіз."}',
    },
    'not-found': {
      status: 404,
      body: '{"type":"urn:uniwire:problem:not-found","code":"not-found","status":404,"title":"Табылмады","detail":"Бұл мекенжайда ештеңе жоқ немесе оны көруге құқығыңыз жоқ. Мекенжайды тексеріңіз."}',
    },
    'body-too-large': {
      status: 413,
      body: '{"type":"urn:uniwire:problem:body-too-large","code":"body-too-large","status":413,"title":"Сұраудың көлемі тым үлкен","detail":"Ең көбі 2 МБ қабылданады. Көлемін азайтыңыз немесе бөліп жіберіңіз."}',
    },
    'uri-too-long': {
      status: 414,
      body: '{"type":"urn:uniwire:problem:uri-too-long","code":"uri-too-long","status":414,"title":"Мекенжай тым ұзын","detail":"Бір мекенжайда азырақ сұраңыз, мысалы, бірден аз мақала."}',
    },
    'headers-too-large': {
      status: 431,
      body: '{"type":"urn:uniwire:problem:headers-too-large","code":"headers-too-large","status":431,"title":"Тақырыптар тым үлкен","detail":"Тақырыптар мен cookie санын азайтыңыз немесе қысқартыңыз."}',
    },
    internal: {
      status: 500,
      body: '{"type":"urn:uniwire:problem:internal","code":"internal","status":500,"title":"Қате біздің тараптан","detail":"Қайта байқап көріңіз. Қате қайталанса, операторға хабарлаңыз."}',
    },
    'engine-unavailable': {
      status: 503,
      body: '{"type":"urn:uniwire:problem:engine-unavailable","code":"engine-unavailable","status":503,"title":"Сервистің бір бөлігі жауап бермейді","detail":"Ештеңе жоғалған жоқ. Сол сұрауды 2 секундтан кейін қайта жіберіңіз."}',
      retryAfterSeconds: 2,
    },
  },
  ru: {
    'malformed-request': {
      status: 400,
      body: '{"type":"urn:uniwire:problem:malformed-request","code":"malformed-request","status":400,"title":"Запрос не читается","detail":"Это не HTTP-запрос, на который можно ответить. Проверьте адрес, заголовки и длину тела."}',
    },
    'not-found': {
      status: 404,
      body: '{"type":"urn:uniwire:problem:not-found","code":"not-found","status":404,"title":"Не найдено","detail":"По этому адресу ничего нет или у вас нет к нему доступа. Проверьте адрес."}',
    },
    'body-too-large': {
      status: 413,
      body: '{"type":"urn:uniwire:problem:body-too-large","code":"body-too-large","status":413,"title":"Тело запроса слишком велико","detail":"Принимается не больше 2 МБ. Уменьшите тело запроса или отправьте его частями."}',
    },
    'uri-too-long': {
      status: 414,
      body: '{"type":"urn:uniwire:problem:uri-too-long","code":"uri-too-long","status":414,"title":"Адрес слишком длинный","detail":"Запросите в одном адресе меньше, например меньше статей сразу."}',
    },
    'headers-too-large': {
      status: 431,
      body: '{"type":"urn:uniwire:problem:headers-too-large","code":"headers-too-large","status":431,"title":"Заголовки слишком велики","detail":"Отправьте меньше заголовков и cookie или сделайте их короче."}',
    },
    internal: {
      status: 500,
      body: '{"type":"urn:uniwire:problem:internal","code":"internal","status":500,"title":"Ошибка на нашей стороне","detail":"Попробуйте ещё раз. Если не поможет, сообщите оператору."}',
    },
    'engine-unavailable': {
      status: 503,
      body: '{"type":"urn:uniwire:problem:engine-unavailable","code":"engine-unavailable","status":503,"title":"Часть сервиса не отвечает","detail":"Ничего не потеряно. Повторите тот же запрос через 2 секунды."}',
      retryAfterSeconds: 2,
    },
  },
  en: {
    'malformed-request': {
      status: 400,
      body: '{"type":"urn:uniwire:problem:malformed-request","code":"malformed-request","status":400,"title":"The request cannot be read","detail":"This is no HTTP request that can be answered. Check its address, its headers and the length of its body."}',
    },
    'not-found': {
      status: 404,
      body: '{"type":"urn:uniwire:problem:not-found","code":"not-found","status":404,"title":"Not found","detail":"There is nothing at this address, or it is not yours to see. Check the address."}',
    },
    'body-too-large': {
      status: 413,
      body: '{"type":"urn:uniwire:problem:body-too-large","code":"body-too-large","status":413,"title":"The body is too large","detail":"At most 2 MB is accepted. Make the body smaller, or send it in parts."}',
    },
    'uri-too-long': {
      status: 414,
      body: '{"type":"urn:uniwire:problem:uri-too-long","code":"uri-too-long","status":414,"title":"The address is too long","detail":"Ask for less in one address, for example fewer articles at once."}',
    },
    'headers-too-large': {
      status: 431,
      body: '{"type":"urn:uniwire:problem:headers-too-large","code":"headers-too-large","status":431,"title":"The headers are too large","detail":"Send fewer or shorter headers and cookies."}',
    },
    internal: {
      status: 500,
      body: '{"type":"urn:uniwire:problem:internal","code":"internal","status":500,"title":"The mistake is ours","detail":"Try again. If it stays so, tell the operator."}',
    },
    'engine-unavailable': {
      status: 503,
      body: '{"type":"urn:uniwire:problem:engine-unavailable","code":"engine-unavailable","status":503,"title":"A part of the service does not answer","detail":"Nothing is lost. Send the same request again in 2 seconds."}',
      retryAfterSeconds: 2,
    },
  },
}
