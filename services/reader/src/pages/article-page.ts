import { articleFacts } from './article-facts.ts'
import { articleOpenGraph, newsArticle } from './article-metadata.ts'
import { articleImages, shownImages } from './article-images.ts'
import type { ArticleView } from './article-page-view.ts'
import { headlineLinks, langOf, relativeLinks, timeTag, universityLink, nameOf } from './article-view.ts'
import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html, jsonLd, trusted, webAddress } from './markup.ts'
import { words } from './site-view.ts'
import { universityFeeds } from './university-feeds.ts'
import { viewDaysStylesheetPath } from './stylesheet.ts'
import { viewDays } from './view-days.ts'
import { wire } from './wire.ts'

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
