import { of } from './fault.ts'
import type { Fault } from './fault.ts'

const atom = of('atom')
const TITLE = '<f:title>Two</f:title>'
const SECOND_LINK = '<f:link href="https://a.example/2"/>'

export const FAULTS_OF_ATOM: readonly Fault[] = [
  atom('MissingElement', ['<f:id>https://a.example/atom</f:id>', '']),
  atom('MissingElement', [/<f:updated>2026-11-21T09.*\n/, '']),
  atom('MissingElement', [/<f:author>.*\n/, '']),
  atom('MissingElement', ['<f:name>Author</f:name>', '']),
  atom('MissingSelf', ['rel="self" type="application/atom+xml"', 'rel="via"']),
  atom('MissingHref', [SECOND_LINK, '<f:link/>']),
  atom('MissingAttribute', ['term=', 'label=']),
  atom('MissingAttribute', [' ref="urn:uuid:1"', '']),
  atom('MissingAttribute', [' when="2026-11-20T10:00:00Z"', '']),
  atom('MissingSourceElement', ['<f:title>B</f:title>', '']),
  atom('MissingTextualContent', [/<f:summary>.*\n/, '']),
  atom('MissingContentOrAlternate', [SECOND_LINK, '']),
  atom('MisplacedMetadata', ['</f:feed>', '<f:rights>A</f:rights></f:feed>']),
  atom('UndefinedElement', ['<fh:archive/>', '<fh:archive/><archive/>']),
  atom('UnexpectedWhitespace', ['<f:id>tag', '<f:id> tag']),
  atom('DuplicateElement', [TITLE, TITLE + TITLE]),
  atom('DuplicateAtomLink', [SECOND_LINK, SECOND_LINK + SECOND_LINK]),
  atom('DuplicateEntries', ['tag:a.example,2026:2', 'urn:uuid:0b7ac3b1-6f6f-5b0e-9f0d-2f1f4b8a9c01']),
  atom('DuplicateUpdated', ['2026-11-21T09:00:00Z', '2026-11-21T10:00:00.5Z']),
  atom('InvalidRFC3339Date', ['2026-11-21T09:00:00Z', '2026-11-21']),
  atom('InvalidRFC3339Date', ['2026-11-21T09:00:00Z', '2026-11-31T09:00:00Z']),
  atom('InvalidRFC3339Date', ['when="2026-11-20T10:00:00Z"', 'when="yesterday"']),
  atom('ImplausibleDate', ['2026-11-21T09:00:00Z', '2027-11-21T09:00:00Z']),
  atom('InvalidFullLink', ['tag:a.example,2026:2', '2']),
  atom('InvalidUUID', ['-9f0d-2f1f4b8a9c01', '']),
  atom('NonCanonicalURI', ['<f:id>https://a.example/atom', '<f:id>https://A.example/atom']),
  atom('NonCanonicalURI', ['<f:id>https://a.example/atom', '<f:id>https://a.example/%d2%a3']),
  atom('InvalidLanguage', ['hreflang="ru"', 'hreflang="русский"']),
  atom('InvalidLanguage', ['xml:lang="ru"', 'xml:lang="r"']),
  atom('InvalidMIMEAttribute', ['type="text/html"/>', 'type="html"/>']),
  atom('InvalidTextType', ['type="html">Title', 'type="markdown">Title']),
  atom('HtmlFragment', ['<f:content type="html">', '<f:content type="text/html">']),
  atom('ContainsHTML', [TITLE, '<f:title>&#x3C;b>Two&#x3C;/b></f:title>']),
  atom('NotBlank', [TITLE, '<f:title/>']),
  atom('NotHtml', ['&lt;p>Text&lt;/p>', '&lt;p>Text&lt;/b>']),
  atom('UnregisteredAtomLinkRel', [
    SECOND_LINK,
    `${SECOND_LINK}<f:link rel="page" href="https://a.example/3"/>`,
  ]),
  atom('FeedHistoryRelInEntry', [
    SECOND_LINK,
    `${SECOND_LINK}<f:link rel="next" href="https://a.example/3"/>`,
  ]),
  atom('ArchiveIncomplete', [/<f:link rel="prev-archive".*\n/, '']),
  atom('MissingCurrentInArchive', [/<f:link rel="current".*\n/, '']),
]
