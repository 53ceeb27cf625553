import type { OwnArticle } from '@uniwire/http-api'
import type { StoredArticle } from '@uniwire/newsroom'
import { toPublicArticle } from '@uniwire/projection'

/** An article as its own university sees it, whatever its status. */
export function toOwnArticle({ article, sequence }: StoredArticle, publicUrl: string): OwnArticle {
  const { firstVisibleAt: _public, ...shown } = toPublicArticle(article, publicUrl)
  const { content, withdrawal, baseline, aliases } = article
  return {
    ...shown,
    sequence,
    acceptedAt: article.acceptedAt,
    ...(content.embargoedUntil === undefined ? {} : { embargoedUntil: content.embargoedUntil }),
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(baseline === undefined ? {} : { legacyViews: baseline }),
    ...(aliases === undefined ? {} : { aliases: [...aliases] }),
  }
}
