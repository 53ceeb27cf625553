import type { Document } from './document.ts'
import { createDocument } from './document.ts'

export const STYLE_NAMES = ['kk', 'ru', 'en', 'all'] as const
export type StyleName = (typeof STYLE_NAMES)[number]

/** Raised with the text of a stylesheet, so that browsers may keep one for long. */
const VERSION = 1

export function stylesheetUrl(publicUrl: string, name: StyleName): string {
  return `${publicUrl}/feeds/style/${name}.${VERSION}.css`
}

/** What makes a feed readable for a person who opens it in a browser; `undefined` for any other path. */
export function stylesheet(path: string): Document | undefined {
  const name = STYLE_NAMES.find((each) => stylesheetUrl('', each) === path)
  return name === undefined ? undefined : STYLESHEETS[name]
}

const GREETINGS = {
  kk: 'Бұл – жаңалықтар арнасы. Жазылу үшін осы беттің мекенжайын жаңалық оқитын бағдарламаға қойыңыз.',
  ru: 'Это лента новостей. Чтобы подписаться, скопируйте адрес этой страницы в программу для чтения новостей.',
  en: 'This is a news feed. To subscribe, copy the address of this page into a news reader.',
} as const

/** Feeds are styled by their elements; what is meant for programs is not shown. Sizes follow the browser's. */
const RULES = `
rss, feed { display: block; max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem;
  font: 1rem/1.5 system-ui, sans-serif; color: #1c1b19; background: #fdfcfa; }
channel, item, entry { display: block; }
channel > *, feed > *, item > *, entry > * { display: none; }
channel > item, feed > entry { display: block; margin-top: 1.75rem; }
channel > title, feed > title { display: block; font-size: 1.6rem; font-weight: 700; line-height: 1.25; }
channel > description, feed > subtitle { display: block; color: #5b5852; }
item > title, entry > title { display: block; font-size: 1.15rem; font-weight: 600; line-height: 1.35; }
item > pubDate, entry > published { display: block; font-size: .85rem; color: #5b5852; }
item > description, entry > summary { display: block; }
item > link { display: block; font-size: .85rem; color: #5b5852; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  rss, feed { color: #eceae5; background: #191817; }
  channel > description, feed > subtitle, item > pubDate, entry > published, item > link { color: #a8a49b; }
}
`

function css(greetings: readonly string[]): Document {
  const content = greetings.map((greeting) => `"${greeting}"`).join(' "\\a\\a" ')
  const greeting = `rss::before, feed::before { content: ${content}; white-space: pre-line; display: block;
  margin-bottom: 1.5rem; padding: .75rem 1rem; border: 1px solid; border-radius: .4rem; }`
  const text = `@charset "UTF-8";\n${greeting}${RULES}`
  return createDocument({ mediaType: 'text/css; charset=utf-8', body: Buffer.from(text) })
}

const STYLESHEETS: Readonly<Record<StyleName, Document>> = {
  kk: css([GREETINGS.kk]),
  ru: css([GREETINGS.ru]),
  en: css([GREETINGS.en]),
  all: css([GREETINGS.kk, GREETINGS.ru, GREETINGS.en]),
}
