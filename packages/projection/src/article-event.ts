import type { DomainEvent, EventOf } from '@uniwire/events'

export type ArticleEvent = EventOf<
  | 'article.published'
  | 'article.revised'
  | 'article.released'
  | 'article.withdrawn'
  | 'article.restored'
  | 'baseline.observed'
  | 'alias.added'
>

const TYPES: ReadonlySet<string> = new Set<ArticleEvent['type']>([
  'article.published',
  'article.revised',
  'article.released',
  'article.withdrawn',
  'article.restored',
  'baseline.observed',
  'alias.added',
])

/** Events whose payload is the whole article as it is after them. */
export function isArticleEvent(event: DomainEvent): event is ArticleEvent {
  return TYPES.has(event.type)
}
