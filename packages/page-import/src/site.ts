import { foldPhrase } from './words/phrases.ts'
import { wordList } from './words/word-list.ts'

/** What is known of the site that printed the page. */
export interface Site {
  /** IANA zone in which printed hours are read. */
  readonly timeZone: string
  readonly names: { readonly kk: string; readonly ru: string; readonly en: string }
  readonly homepage: string
  /** Names it had before; pages printed then carry them. */
  readonly formerNames?: readonly { readonly kk: string; readonly ru: string; readonly en: string }[]
}

export type IsSiteName = (text: string) => boolean

const AROUND_A_NAME = new Set(
  wordList(`
    official, site, website, web, welcome, to, the, of, portal, news, jsc, npjsc, ncjsc,
    официальный, сайт, портал, добро, пожаловать, на, в, ао, нао, рк, ресми, сайты, порталы, қош,
    келдіңіз, келдіңіздер, ақ, кеақ, веб-сайты`).map(foldPhrase),
)

/** A line that prints nothing but the university's name, in any language, or its host, is no headline. */
export function siteNameTest(site: Site): IsSiteName {
  const named = [site.names, ...(site.formerNames ?? [])].flatMap((names) => [names.kk, names.ru, names.en])
  const words = named.map((name) => new Set(foldPhrase(name).split(' ')))
  const host = hostOf(site.homepage)
  return (text) => {
    const folded = foldPhrase(text)
    if (folded === '') return false
    if (folded === host || `www.${folded}` === host || folded === `www.${host}`) return true
    const printed = folded.split(' ')
    return words.some((name) => {
      const own = printed.filter((word) => name.has(word)).length
      return (
        own >= Math.min(2, name.size) && printed.every((word) => name.has(word) || AROUND_A_NAME.has(word))
      )
    })
  }
}

function hostOf(homepage: string): string {
  try {
    return new URL(homepage).hostname
  } catch {
    return homepage.toLowerCase()
  }
}
