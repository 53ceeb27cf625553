import type { LintOptions } from './finding.ts'

export type GoodDocument = 'rss' | 'atom' | 'json' | 'opml' | 'sitemap' | 'news'

/** Good documents, written by hand in another style than the renderers', for the lint to say nothing about. */
export const GOOD_DOCUMENTS: Readonly<
  Record<GoodDocument, { readonly text: string; readonly options: LintOptions }>
> = {
  rss: {
    options: {
      url: 'https://a.example/rss',
      contentType: 'application/rss+xml; charset=utf-8',
      now: '2026-11-22T00:00:00Z',
    },
    text: `<?xml version='1.0' encoding='UTF-8'?>
<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom' xmlns:dc='http://purl.org/dc/elements/1.1/'
  xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'>
  <channel>
    <title>News</title>
    <link>https://a.example/</link>
    <description>All the news</description>
    <language>kk-Latn</language>
    <webMaster>web@a.example (Web Master)</webMaster>
    <lastBuildDate>Sun, 22 Nov 2026 07:00:00 +0500</lastBuildDate>
    <a:link rel='self' type='application/rss+xml' href='https://a.example/rss'/>
    <image><url>https://a.example/logo.png</url><title>News</title><link>https://a.example/</link></image>
    <item>
      <title>R&#x26;D &#x3C;b></title>
      <link>https://a.example/1</link>
      <guid isPermaLink='false'>urn:uuid:0b7ac3b1-6f6f-5b0e-9f0d-2f1f4b8a9c01</guid>
      <pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate>
      <dc:creator>A. Author</dc:creator>
      <dc:language>kk</dc:language>
      <category>Ғылым</category>
      <source url='https://b.example/rss'>B</source>
      <description>&lt;p&gt;Text &lt;a href="https://a.example/x"&gt;link&lt;/a&gt;&lt;br&gt;&lt;/p&gt;</description>
      <content:encoded><![CDATA[<p style="text-align: center" data-id="1">Text<ul><li>one<li>two</ul></p>]]></content:encoded>
      <enclosure url="https://a.example/1.jpg" length="7" type="image/jpeg"/>
      <media:content url="https://a.example/1.jpg" medium="image" width="10"><media:description>Alt</media:description></media:content>
    </item>
    <item><description>Only a description</description><guid>https://a.example/2</guid></item>
  </channel>
</rss>`,
  },
  atom: {
    options: {
      url: 'https://a.example/atom',
      contentType: 'application/atom+xml; charset="UTF-8"',
      now: '2026-11-22T00:00:00Z',
    },
    text: `<?xml version="1.0" encoding="utf-8"?>
<f:feed xmlns:f="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="ru">
  <f:id>https://a.example/atom</f:id>
  <f:title>Новости</f:title>
  <f:updated>2026-11-21T10:00:00+05:00</f:updated>
  <f:link rel="self" type="application/atom+xml" href="https://a.example/atom"/>
  <f:link href="https://a.example/" type="text/html"/>
  <f:link rel="prev-archive" href="https://a.example/atom/1"/>
  <f:link rel="current" href="https://a.example/atom"/>
  <fh:archive/>
  <at:deleted-entry ref="urn:uuid:1" when="2026-11-20T10:00:00Z"/>
  <f:entry>
    <f:id>urn:uuid:0b7ac3b1-6f6f-5b0e-9f0d-2f1f4b8a9c01</f:id>
    <f:title type="html">Title &amp;lt;/b&amp;gt;</f:title>
    <f:link href="https://a.example/1" type="text/html" hreflang="ru"/>
    <f:updated>2026-11-21T10:00:00.5Z</f:updated>
    <f:author><f:name>Author</f:name></f:author>
    <f:category term="Наука"/>
    <f:content type="html">&lt;p>Text&lt;/p></f:content>
    <f:source><f:id>https://b.example/atom</f:id><f:title>B</f:title><f:updated>2026-11-21T10:00:00Z</f:updated></f:source>
  </f:entry>
  <f:entry>
    <f:id>tag:a.example,2026:2</f:id>
    <f:title>Two</f:title>
    <f:link href="https://a.example/2"/>
    <f:updated>2026-11-21T09:00:00Z</f:updated>
    <f:author><f:name>Author</f:name></f:author>
    <f:summary>Only a summary</f:summary>
  </f:entry>
</f:feed>`,
  },
  json: {
    options: { url: 'https://a.example/json', contentType: 'application/feed+json' },
    text: `{ "version": "https://jsonfeed.org/version/1.1", "title": "News", "feed_url": "https://a.example/json",
  "hubs": [{ "type": "WebSub", "url": "https://a.example/hub" }], "_own": 1,
  "items": [{ "id": "1", "content_html": "<p>Text</p>", "date_published": "2026-11-21T10:00:00Z", "language": "en",
    "authors": [{ "name": "Author", "url": "mailto:a@a.example" }], "tags": ["Science"],
    "attachments": [{ "url": "https://a.example/1.pdf", "mime_type": "application/pdf", "size_in_bytes": 7 }] }] }`,
  },
  opml: {
    options: { contentType: 'text/x-opml; charset=utf-8' },
    text: `<opml version="2.0"><head><title>Feeds</title><dateModified>Sat, 21 Nov 2026 10:00:00 GMT</dateModified></head>
<body><outline text="Kazakhstan"><outline text="A &amp;amp; B" title="A &amp;amp; B" type="rss" language="kk" xmlUrl="https://a.example/atom"/></outline></body></opml>`,
  },
  sitemap: {
    options: { url: 'https://a.example/sitemap.xml', contentType: 'application/xml; charset=utf-8' },
    text: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:x="http://www.w3.org/1999/xhtml">
<url><loc>https://a.example/</loc><lastmod>2026-11-21</lastmod><x:link rel="alternate" hreflang="kk" href="https://a.example/kk"/></url></urlset>`,
  },
  news: {
    options: { url: 'https://a.example/news-sitemap.xml', contentType: 'application/xml' },
    text: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><news:news><news:publication><news:name>A</news:name><news:language>kk</news:language></news:publication>
<news:publication_date>2026-11-21T10:00:00Z</news:publication_date><news:title>Title</news:title></news:news></url></urlset>`,
  },
}
