import type { ShownTime } from '@uniwire/messages'
import { articleFacts } from './article-facts.ts'
import { articleOpenGraph, newsArticle } from './article-metadata.ts'
import { articleImages, shownImages } from './article-images.ts'
import type { ContentLanguage, HitView, RelativeView } from './article-view.ts'
import { headlineLinks, langOf, relativeLinks, timeTag, universityLink, nameOf } from './article-view.ts'
import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html, jsonLd, trusted, webAddress } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { words } from './site-view.ts'
import type { WithFeeds } from './university-feeds.ts'
import { universityFeeds } from './university-feeds.ts'
import { viewDaysStylesheetPath } from './stylesheet.ts'
import type { DayViews } from './view-days.ts'
import { viewDays } from './view-days.ts'
import { wire } from './wire.ts'

/** A published article with everything that its page says about it. */
export interface ArticleView {
  readonly site: SiteView
  readonly id: string
  readonly version: number
  readonly language: ContentLanguage
  readonly title: string
  /** Sanitised when it was accepted; put into the page as it is. */
  readonly bodyHtml: string
  /** The beginning of the text or its summary, plain, for machines that show a preview. */
  readonly excerpt?: string | undefined
  readonly byline?: string | undefined
  readonly categories: readonly string[]
  readonly images: readonly ArticleImage[]
  readonly university: WithFeeds & { readonly homepage: string }
  readonly published: ShownTime
  /** When a later version than the first was accepted. */
  readonly changed?: ShownTime | undefined
  /** Address at the university, when it has one there. */
  readonly url?: string | undefined
  /** Absolute address of this page. */
  readonly pageUrl: string
  /** Absent while the views service is away. */
  readonly views?: ArticleViewCount | undefined
  /** Since it was published, the last 30 at most, in order; absent while the views service is away. */
  readonly viewDays?: readonly DayViews[] | undefined
  readonly translations: readonly Translation[]
  /** Nearly the same text, mostly of other universities. */
  readonly sameText?: readonly RelativeView[]
  /** On the same subject, of any university, the likest first. */
  readonly similar?: readonly HitView[]
  /** Other articles of the university, newest first. */
  readonly more: readonly HitView[]
}

interface ArticleViewCount {
  /** Live views and the baseline. */
  readonly total: number
  /** Views on the old site. */
  readonly baseline: number
  readonly baselineObservedAt?: ShownTime | undefined
}

export interface ArticleImage {
  readonly url: string
  readonly alt?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

interface Translation {
  readonly id: string
  readonly language: ContentLanguage
  readonly title: string
}

const LONG_TITLE_CHARACTERS = 90

export function articlePage(view: ArticleView): Html {
  const { site, university, language, title, id } = view
  const [lead, ...rest] = shownImages(view)
  // Sentences that stand for a headline would otherwise fill a phone's screen.
  const isLong = title.length > LONG_TITLE_CHARACTERS
  const chart = viewDays(site, view.viewDays)
  const main = html`<article class="story">
      <header>
        <p class="kicker">${universityLink(site, university)}</p>
        <h1${langOf(site, language)}${isLong && html` class="long"`}>${title}</h1>
        <p class="meta">${timeTag(site, view.published)} ${byline(view)} ${original(view)}</p>
        ${translations(view)} ${relativeLinks(view.site, words(view.site).article.sameText, view.sameText ?? [])}
      </header>
      ${lead !== undefined && articleImages(site, [lead], language)}
      <div class="prose"${langOf(site, language)}>${trusted(view.bodyHtml)}</div>
      ${articleImages(site, rest, language)}
      ${articleFacts(view)}
      ${chart}
    </article>
    ${similar(view)} ${more(view)}
    <script src="/views.js" data-article="${id}" defer></script>
    <noscript><img src="/v1/views/${id}.gif" alt="" width="1" height="1" /></noscript>`
  return layout({
    site,
    main,
    kind: 'reading',
    title,
    description: view.excerpt,
    canonical: webAddress(view.url) ?? view.pageUrl,
    feeds: universityFeeds(site, university).slice(0, 1),
    openGraph: articleOpenGraph(view),
    language: language === 'kk-Latn' ? 'kk' : language,
    structured: jsonLd(newsArticle(view)),
    ...(chart === undefined ? {} : { stylesheet: viewDaysStylesheetPath }),
  })
}

function byline({ site, byline: author, language }: ArticleView): Html | undefined {
  return author === undefined ? undefined : html`<span${langOf(site, language)}>${author}</span>`
}

function original({ site, url }: ArticleView): Html | undefined {
  const address = webAddress(url)
  if (address === undefined) return undefined
  return html`<a class="original" href="${address}"
    >${words(site).article.readOriginal(new URL(address).host)}</a
  >`
}

function translations({ site, translations: others }: ArticleView): Html | undefined {
  const { article, contentLanguages } = words(site)
  const links = others.map((other) => ({ ...other, tongue: contentLanguages[other.language] }))
  return headlineLinks(site, { kind: 'translations', label: article.translations }, links)
}

function similar({ site, similar: others = [] }: ArticleView): Html | undefined {
  if (others.length === 0) return undefined
  const label = words(site).article.similar
  const links = others.map((other) => ({ ...other, tongue: nameOf(site, other.university) }))
  return html`<aside class="more" aria-labelledby="similar">
    <h2 id="similar">${label}</h2>
    ${headlineLinks(site, { kind: 'relatives', label }, links)}
  </aside>`
}

function more({ site, more: others }: ArticleView): Html | undefined {
  if (others.length === 0) return undefined
  return html`<aside class="more" aria-labelledby="more">
    <h2 id="more">${words(site).article.more}</h2>
    ${wire(site, others, { showUniversity: false })}
  </aside>`
}
