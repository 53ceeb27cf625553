import { machineTime } from '@uniwire/messages'
import { shownImages } from './article-images.ts'
import type { ArticleView } from './article-page-view.ts'
import { nameOf } from './article-view.ts'
import type { Html } from './markup.ts'
import { html, webAddress } from './markup.ts'
import { articlePath } from './site-view.ts'

/** https://ogp.me/#type_article */
export function articleOpenGraph(view: ArticleView): Html {
  const { published, changed, categories } = view
  const image = leadImage(view)
  return html`<meta property="og:type" content="article" />
    <meta property="article:published_time" content="${machineTime(published)}" />
    ${changed !== undefined && html`<meta property="article:modified_time" content="${machineTime(changed)}" />`}
    ${categories.map((category) => html`<meta property="article:tag" content="${category}" />`)}
    ${image !== undefined && html`<meta property="og:image" content="${image.url}" />`}
    ${image?.alt !== undefined && html`<meta property="og:image:alt" content="${image.alt}" />`}`
}

/**
 * https://schema.org/NewsArticle. The byline is often a press service and not a person, so it is
 * `creditText`; the author in law is the university.
 */
export function newsArticle(view: ArticleView): unknown {
  const { site, id, university, language, published, changed, url, views } = view
  const publisher = {
    '@type': 'CollegeOrUniversity',
    name: nameOf(site, university),
    url: webAddress(university.homepage),
  }
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': `urn:uuid:${id}`,
    headline: view.title,
    inLanguage: language,
    datePublished: machineTime(published),
    dateModified: machineTime(changed ?? published),
    author: publisher,
    publisher,
    creditText: view.byline,
    description: view.excerpt,
    articleSection: view.categories.length === 0 ? undefined : view.categories,
    image: leadImage(view)?.url,
    version: view.version,
    creativeWorkStatus: 'Published',
    mainEntityOfPage: webAddress(url) ?? view.pageUrl,
    isBasedOn: webAddress(url),
    workTranslation: view.translations.map((other) => ({
      '@type': 'NewsArticle',
      '@id': `urn:uuid:${other.id}`,
      url: site.origin + articlePath(other.id),
      inLanguage: other.language,
      headline: other.title,
    })),
    interactionStatistic: views && {
      '@type': 'InteractionCounter',
      interactionType: 'https://schema.org/ViewAction',
      userInteractionCount: views.total,
    },
  }
}

function leadImage(view: ArticleView) {
  return shownImages(view)[0] ?? view.images.find(({ url }) => webAddress(url) !== undefined)
}
