const NAME_WORD = /^\p{Lu}[\p{L}\p{M}'’-]+$/u
const INITIALS = /^(?:\p{Lu}\.\s?){1,3}$/u
/** Endings of surnames and patronymics in kk, ru and their Latin spelling: what tells a name from a slogan. */
const FAMILY =
  /(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|чук|ович|овна|евич|евна|ұлы|қызы|улы|кызы|бай|бек|беков|бекова|баев|баева|тай|хан|гүл|гуль|ov|ova|ev|eva|yev|yeva|in|ina|sky|skiy|skaya|ovich|ovna|evich|evna|uly|kyzy|qyzy|bay|bai|bek|bekov|bekova|bayev|bayeva|khan|gul)$/iu
const ROLE =
  /(?<!\p{L})(?:student|teacher|lecturer|professor|associate professor|senior lecturer|dean|director|editor|journalist|correspondent|curator|specialist|head|методист|студент|студентка|преподаватель|доцент|профессор|декан|директор|редактор|журналист|корреспондент|куратор|специалист|заведующий|заведующая|магистрант|докторант|оқытушы|аға оқытушы|деканы|директоры|редакторы|тілші|тілшісі|кураторы|маманы|студенті|магистранты|докторанты|меңгерушісі)(?!\p{L})/iu

/** `А. Серікова`, `Aigerim Nurlanova`, `Серікұлы Асан, оқытушы`; a slogan or an entry of a menu is no person. */
export function personIn(text: string): boolean {
  const [name = '', ...rest] = text
    .slice(0, 120)
    .replace(/\.$/u, (stop) => (/\p{Lu}\.$/u.test(text) ? stop : ''))
    .split(/[,–—]/u)
  const words = name.trim().split(/\s+/u)
  const full = words.filter((word) => NAME_WORD.test(word))
  const initials = words.filter((word) => INITIALS.test(word))
  if (words.length > 4 || words.length !== full.length + initials.length || full.length === 0) return false
  if (full.length + initials.length < 2) return false
  const isFamily = full.some((word) => FAMILY.test(word))
  const isRole = ROLE.test(rest.join(','))
  return initials.length > 0 || isFamily || isRole
}
