import type { ArticleImage, ArticleView } from './article-page-view.ts'
import type { ContentLanguage } from './article-view.ts'
import { langOf } from './article-view.ts'
import type { Html } from './markup.ts'
import { html, webAddress } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { words } from './site-view.ts'

/** Pictures that are not in the text already; there their address stands with `&` escaped. */
export function shownImages({ images, bodyHtml }: ArticleView): readonly ArticleImage[] {
  const isInBody = (url: string) => bodyHtml.includes(url) || bodyHtml.includes(url.replaceAll('&', '&amp;'))
  return images.filter(({ url }) => webAddress(url) !== undefined && !isInBody(url))
}

/** They stay at the university (contract §2), which learns nothing of who looks at them. */
export function articleImages(
  site: SiteView,
  images: readonly ArticleImage[],
  language: ContentLanguage,
): Html | undefined {
  if (images.length === 0) return undefined
  const lang = langOf(site, language)
  return html`<div class="pictures" role="group" aria-label="${words(site).article.images}" ${lang}>
    ${images.map(
      ({ url, alt, width, height }) =>
        html`<img
          src="${url}"
          alt="${alt ?? ''}"
          ${width !== undefined && html` width="${width}"`}${height !== undefined && html` height="${height}"`}
          loading="lazy"
          decoding="async"
          referrerpolicy="no-referrer"
        />`,
    )}
  </div>`
}
