import type { Ninjs, PublicArticle } from '@uniwire/http-api'
import type { UniversityProfile } from '@uniwire/newsroom'
import { resolvePublicationTime } from '@uniwire/newsroom'
import { ROLES } from './roles.ts'

export type NinjsArticle = Omit<PublicArticle, 'views'>

const STANDARD = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
} as const

/**
 * A public article as ninjs 3.1: every member is one of the specification, its times have an offset. Posted back under
 * the same sourceId it is the same content. `university` undefined: not heard of yet.
 */
export function toNinjs(
  article: NinjsArticle,
  university: Pick<UniversityProfile, 'names' | 'homepage' | 'rights'> | undefined,
): Ninjs {
  const { names, homepage, rights } = university ?? {}
  const nameLanguage = article.language === 'kk-Latn' ? 'kk' : article.language
  return {
    uri: article.uri,
    standard: STANDARD,
    type: 'text',
    version: String(article.version),
    contentCreated: instantOf(article),
    firstCreated: article.firstVisibleAt,
    versionCreated: article.revisedAt,
    pubStatus: 'usable',
    language: article.language,
    headlines: [plain(ROLES.headline, article.title)],
    bodies: [{ role: 'main', contentType: 'text/html', value: article.bodyHtml }],
    descriptions: [
      ...(article.summary === undefined ? [] : [plain(ROLES.summary, article.summary)]),
      ...(article.datePrecision === 'second' ? [] : [plain(ROLES.publishedAt, dateOf(article))]),
    ],
    ...(article.byline === undefined ? {} : { by: article.byline }),
    subjects: article.categories.map((name) => ({ name })),
    associations: article.images.map(associationOf),
    altIds: [
      { role: ROLES.sourceId, value: article.sourceId },
      // What has no address of its own is found under Uniwire's, which is not the university's to post.
      ...(article.url === article.pageUrl ? [] : [{ role: ROLES.url, value: article.url }]),
      { role: 'pageUrl', value: article.pageUrl },
      ...(article.translationGroup === undefined
        ? []
        : [{ role: ROLES.translationGroup, value: article.translationGroup }]),
    ],
    infoSources:
      names === undefined || homepage === undefined
        ? []
        : [{ name: names[nameLanguage], role: 'originator', uri: homepage, literal: article.university }],
    ...(rights === undefined ? {} : { usageTerms: rights }),
  }
}

function associationOf(image: NinjsArticle['images'][number], place: number) {
  const { url, alt, type, width, height, length } = image
  return {
    name: `image-${place + 1}`,
    uri: url,
    type: 'picture' as const,
    ...(alt === undefined ? {} : { descriptions: [plain(ROLES.alt, alt)] }),
    renditions: [
      {
        name: 'original',
        href: url,
        ...(type === undefined ? {} : { contentType: type }),
        ...(width === undefined ? {} : { width }),
        ...(height === undefined ? {} : { height }),
        ...(length === undefined ? {} : { sizeInBytes: length }),
      },
    ],
  }
}

/** A day is noon in the article's own zone (contract §3). */
function instantOf({ publishedAt, timeZone }: NinjsArticle): string {
  const read = resolvePublicationTime(publishedAt, timeZone)
  return read.ok ? read.time.instant : publishedAt
}

/** No more than is known: a day, or a minute without its seconds. */
function dateOf({ publishedAt, datePrecision }: NinjsArticle): string {
  return datePrecision === 'minute' ? publishedAt.replace(/:\d{2}Z$/, 'Z') : publishedAt
}

function plain(role: string, value: string) {
  return { role, contentType: 'text/plain', value }
}
