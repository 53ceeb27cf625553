import type { WarningMessages } from '../warnings.ts'

export const warnings: WarningMessages = {
  'ambiguous-time': 'Это местное время было дважды: часы переводили назад. Взято более раннее.',
  'shifted-time': 'Такого местного времени не было: часы переводили вперёд. Взято время после перевода.',
  'link-dropped': ({ url }) => `Ссылка «${url}» не ведёт на безопасный адрес и удалена; её текст остался.`,
  'image-dropped': ({ url }) => `У изображения «${url}» нет пригодного веб-адреса, оно удалено.`,
  'markup-dropped': ({ element }) => `Элемент <${element}> в статьях не допускается и удалён.`,
  'foreign-host': ({ host, expected }) =>
    `Адрес находится на ${host}, а сайт университета — ${expected}. Проверьте, верно ли это.`,
  'language-detected': ({ language }) => `Язык не указан; судя по тексту, это «${language}».`,
  'language-doubtful': ({ given, detected }) =>
    `Указан язык «${given}», но текст похож на «${detected}». Сохранено как указано.`,
}
