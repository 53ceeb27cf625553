/** Feeds as four content systems write them; words and sites are ours. */

/** WordPress: full text beside an excerpt, a guid that is no link, a language of the whole site that is wrong. */
export const WORDPRESS = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	>
<channel>
	<title>Нұра университеті</title>
	<atom:link href="https://test.example/feed/" rel="self" type="application/rss+xml" />
	<link>https://test.example</link>
	<description></description>
	<lastBuildDate>Fri, 20 Nov 2026 05:00:00 +0000</lastBuildDate>
	<language>en-US</language>
	<item>
		<title>Студенттер Нұраның мұзын өлшеді &#8211; &#171;Қыс&#187; жобасы</title>
		<link>https://test.example/2026/02/11/muz/</link>
		<dc:creator><![CDATA[Баспасөз қызметі]]></dc:creator>
		<pubDate>Wed, 11 Feb 2026 04:30:00 +0000</pubDate>
		<category><![CDATA[Ғылым]]></category>
		<category><![CDATA[Студенттер &amp; қала]]></category>
		<guid isPermaLink="false">https://test.example/?p=4711</guid>
		<description><![CDATA[<p>Қырық студент бір апта бойы өзенде болды [&hellip;]</p>]]></description>
		<content:encoded><![CDATA[<p>Қырық студент бір апта бойы өзенде болып, мұздың қалыңдығын өлшеді.</p>
<figure class="wp-block-image"><img src="/wp-content/muz.jpg" alt="Нұраның мұзы"/></figure>
<p>Нәтижелер ауданға <a href="/docs/muz.pdf">берілді</a>.</p>]]></content:encoded>
		<wfw:commentRss>https://test.example/2026/02/11/muz/feed/</wfw:commentRss>
	</item>
</channel>
</rss>`

/** Bitrix, as sites declare it that never left windows-1251: no guid, an enclosure, a text for Yandex. */
export const BITRIX = `<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0" xmlns:yandex="http://news.yandex.ru">
<channel>
<title>Новости</title>
<link>http://test.example</link>
<language>ru</language>
<ttl>60</ttl>
<item>
<title>Студенты измерили лёд &amp;quot;Нуры&amp;quot;</title>
<link>http://test.example/news/?ELEMENT_ID=815</link>
<description>Сорок студентов провели неделю на реке.</description>
<enclosure url="http://test.example/upload/iblock/ice.jpg" length="48213" type="image/jpeg"/>
<category>Наука</category>
<yandex:full-text>Сорок студентов провели неделю на реке и измерили толщину льда. Результаты переданы району.</yandex:full-text>
<pubDate>Wed, 11 Feb 2026 09:30:00 +0500</pubDate>
</item>
</channel>
</rss>`

/** Joomla: an address as guid, mail and name as author, all of the text in the description, escaped. */
export const JOOMLA = `<?xml version="1.0" encoding="utf-8"?>
<!-- generator="Joomla! - Open Source Content Management" -->
<?xml-stylesheet href="" type="text/css"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
	<channel>
		<title>News</title>
		<link>https://test.example/index.php/en/news</link>
		<language>en-gb</language>
		<item>
			<title>Students measured the ice &amp; the river</title>
			<link>https://test.example/index.php/en/news/41-ice</link>
			<guid isPermaLink="true">https://test.example/index.php/en/news/41-ice</guid>
			<description>&lt;p&gt;Forty students of hydrology spent a week on the river.&lt;/p&gt;&lt;p&gt;They went home on Friday.&lt;/p&gt;</description>
			<author>press@test.example (Press service)</author>
			<category>News</category>
			<pubDate>Wed, 11 Feb 2026 09:30:00 +0500</pubDate>
		</item>
	</channel>
</rss>`

/** Drupal: a guid of number and site, Dublin Core on the item, a language of its own. */
export const DRUPAL = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xml:base="https://test.example/ru" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>Университет</title>
    <link>https://test.example/ru</link>
    <item>
  <title>Лёд на Нуре измерен</title>
  <link>https://test.example/ru/node/41</link>
  <description>&lt;span property="schema:name"&gt;Лёд на Нуре измерен&lt;/span&gt;
&lt;div&gt;&lt;p&gt;Сорок студентов провели неделю на реке.&lt;/p&gt;&lt;/div&gt;</description>
  <pubDate>Wed, 11 Feb 2026 04:30:00 +0000</pubDate>
    <dc:creator>admin</dc:creator>
    <dc:language>ru-RU</dc:language>
    <guid isPermaLink="false">41 at https://test.example</guid>
    </item>
  </channel>
</rss>`

/** Atom with both kinds of markup, an entry without a published date, and a language of one entry. */
export const ATOM_FEED = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xmlns:media="http://search.yahoo.com/mrss/">
  <title>Nura</title>
  <id>https://test.example/atom</id>
  <updated>2026-02-12T09:00:00Z</updated>
  <entry xml:lang="kk">
    <id>tag:test.example,2026:41</id>
    <title type="html">Мұз &amp;laquo;Нұра&amp;raquo;</title>
    <link rel="alternate" href="https://test.example/41"/>
    <link rel="enclosure" type="image/jpeg" href="https://test.example/a.jpg" length="100"/>
    <published>2026-02-11T09:30:00+05:00</published>
    <updated>2026-02-12T09:00:00Z</updated>
    <author><name>Баспасөз қызметі</name><email>press@test.example</email></author>
    <category term="science" label="Ғылым"/>
    <summary>Қырық студент өзенде болды.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Қырық студент <b>бір апта</b> өзенде болды &amp; мұзды өлшеді.</p></div></content>
  </entry>
  <entry>
    <id>tag:test.example,2026:42</id>
    <title>Second</title>
    <link href="https://test.example/42"/>
    <updated>2026-02-12T09:00:00Z</updated>
    <content type="html">&lt;p&gt;The second article of this feed.&lt;/p&gt;</content>
    <media:thumbnail url="https://test.example/b.jpg" width="640" height="480"/>
  </entry>
</feed>`

/** Cyrillic of windows-1251, as far as these feeds need it. */
export function windows1251(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Array.from(text), (letter) => {
    const code = letter.codePointAt(0) ?? 0
    if (letter === 'ё') return 0xb8
    return code < 128 ? code : code - 0x410 + 0xc0
  })
}
