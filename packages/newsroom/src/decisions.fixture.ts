import type { Article, ArticleContent, StoredArticle } from './article.ts'
import { articleId } from './article-id.ts'
import { digestOf } from './digest.ts'
import type { PublishCommand } from './publish.ts'
import { parseSlug } from './slug.ts'
import { parseSourceId } from './source-id.ts'
import type { WriteAnswer, WriteDecision, WriteRequest } from './write-request.ts'

export const AT = '2026-11-22T10:00:00.000Z'
export const LATER = '2026-11-22T11:00:00.000Z'

const slug = parseSlug('nura')
const id = parseSourceId('news/1')
if (!slug.ok || !id.ok) throw new Error('the fixture has a bad address')
export const ADDRESS = { university: slug.slug, sourceId: id.sourceId, id: articleId(slug.slug, id.sourceId) }

export function content(parts: Partial<ArticleContent> = {}): PublishCommand['content'] {
  return { title: 'A', bodyHtml: '<p>Text.</p>', language: 'en', categories: [], images: [], ...parts }
}

export function command(parts: Partial<ArticleContent> = {}): PublishCommand {
  return { ...ADDRESS, content: content(parts), timeZone: 'Asia/Almaty' }
}

export function request(body: string, parts: Partial<WriteRequest> = {}): WriteRequest {
  return { digest: digestOf(body), at: AT, ...parts }
}

export function stored(article: Article, sequence: number): StoredArticle {
  return { article, sequence, at: article.versionAt }
}

export function appended(decision: WriteDecision): Article {
  if (decision.kind !== 'append') throw new Error(`expected an append, got ${JSON.stringify(decision)}`)
  return decision.article
}

export function settled(decision: WriteDecision): WriteAnswer {
  if (decision.kind !== 'settled') throw new Error(`expected to be settled, got ${JSON.stringify(decision)}`)
  return decision.answer
}
