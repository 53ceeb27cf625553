import { of } from './fault.ts'
import type { Fault } from './fault.ts'

const [json, opml, sitemap, news] = [of('json'), of('opml'), of('sitemap'), of('news')]
const URL_ELEMENT = '<url><loc>https://a.example/2</loc></url>'
const ITEM = '{ "id": "1", "content_html": "" }'

/** JSON Feed, OPML and sitemaps. */
export const FAULTS_OF_LISTS: readonly Fault[] = [
  json('InvalidJson', ['"_own": 1,', '"_own": 1,,']),
  json('MissingMember', ['"title": "News",', '']),
  json('MissingMember', ['"id": "1", ', '']),
  json('MissingMember', ['"content_html": "<p>Text</p>", ', '']),
  json('MissingMember', ['"mime_type": "application/pdf", ', '']),
  json('InvalidMember', ['version/1.1', 'version/2']),
  json('InvalidMember', ['"id": "1"', '"id": 1']),
  json('InvalidMember', ['["Science"]', '"Science"']),
  json('InvalidMember', ['"size_in_bytes": 7', '"size_in_bytes": "7"']),
  json('UnknownMember', ['"_own"', '"own"']),
  json('MissingSelf', ['"feed_url": "https://a.example/json",', '']),
  json('SelfDoesntMatchLocation', { url: 'https://a.example/other' }),
  json('DuplicateIds', ['"items": [', `"items": [${ITEM},`]),
  json('InvalidFullLink', ['"url": "https://a.example/1.pdf"', '"url": "/1.pdf"']),
  json('InvalidRFC3339Date', ['2026-11-21T10:00:00Z', '2026-11-21']),
  json('ImplausibleDate', ['2026-11-21T10:00:00Z', '1970-01-01T00:00:00Z']),
  json('InvalidLanguage', ['"language": "en"', '"language": "e"']),
  json('InvalidMIMEAttribute', ['"application/pdf"', '"pdf"']),
  json('NotBlank', ['"title": "News"', '"title": " "']),
  json('BadCharacters', ['"title": "News"', '"title": "N\\ud800ews"']),
  json('SecurityRisk', ['<p>Text</p>', '<iframe></iframe>']),
  json('UnexpectedContentType', { contentType: 'text/html' }),
  opml('InvalidOPMLVersion', ['version="2.0"', 'version="3.0"']),
  opml('MissingAttribute', [' version="2.0"', '']),
  opml('MissingAttribute', ['text="Kazakhstan"', '']),
  opml('MissingElement', [/<head>.*<\/head>/, '']),
  opml('MissingElement', [/<outline.*<\/outline>/, '']),
  opml('UndefinedElement', ['<head>', '<head><docs>x</docs>']),
  opml('InvalidRFC2822Date', ['Sat, 21 Nov 2026 10:00:00 GMT', '2026-11-21T10:00:00Z']),
  opml('MissingXmlURL', [' xmlUrl="https://a.example/atom"', '']),
  opml('MissingTitleAttr', [' title="A &amp;amp; B"', '']),
  opml('MissingOutlineType', [' type="rss"', '']),
  opml('InvalidURLAttribute', ['xmlUrl="https://a.example/atom"', 'xmlUrl="/atom"']),
  opml('NotBlank', ['text="Kazakhstan"', 'text=""']),
  opml('NotHtml', ['text="Kazakhstan"', 'text="&lt;Kazakhstan&gt;"']),
  opml('InvalidLanguage', ['language="kk"', 'language="k"']),
  sitemap('MissingElement', ['<loc>https://a.example/</loc>', '']),
  sitemap('InvalidFullLink', ['<loc>https://a.example/', '<loc>/']),
  sitemap('InvalidFullLink', ['<loc>https://a.example/', `<loc>https://a.example/${'a'.repeat(2048)}`]),
  sitemap('InvalidFullLink', ['href="https://a.example/kk"', 'href="/kk"']),
  sitemap('MissingAttribute', [' hreflang="kk"', '']),
  sitemap('ForeignHost', ['<loc>https://a.example/', '<loc>https://b.example/']),
  sitemap('DuplicateUrl', ['</urlset>', `${URL_ELEMENT}${URL_ELEMENT}</urlset>`]),
  sitemap('InvalidW3CDTFDate', ['<lastmod>2026-11-21', '<lastmod>21.11.2026']),
  news('TooManyUrls', ['</urlset>', `${manyUrls(1000)}</urlset>`]),
  news('MissingElement', ['<news:title>Title</news:title>', '']),
  news('MissingElement', ['<news:name>A</news:name>', '']),
  news('InvalidLanguage', ['<news:language>kk', '<news:language>kk-Latn']),
  news('InvalidW3CDTFDate', ['2026-11-21T10:00:00Z', 'Sat, 21 Nov 2026 10:00:00 GMT']),
  news('NotBlank', ['<news:title>Title', '<news:title>']),
]

function manyUrls(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `<url><loc>https://a.example/n${index}</loc></url>`,
  ).join('')
}
