/**
 * What `lintFeed` may say. Where the W3C feed validator knows the fault, the code is that validator's name of it and
 * the level is its level, so its documentation explains the finding; the others are at the end.
 */
const LEVELS = {
  SAXError: 'error',
  UndeclaredPrefix: 'error',
  UndefinedElement: 'error',
  MissingElement: 'error',
  MissingTitle: 'error',
  MissingLink: 'error',
  MissingDescription: 'error',
  MissingAttribute: 'error',
  MissingHref: 'error',
  DuplicateElement: 'error',
  DuplicateAtomLink: 'error',
  DuplicateIds: 'error',
  ItemMustContainTitleOrDescription: 'error',
  MissingContentOrAlternate: 'error',
  MisplacedMetadata: 'error',
  InvalidRSSVersion: 'error',
  InvalidOPMLVersion: 'error',
  InvalidRFC2822Date: 'error',
  IncorrectDOW: 'error',
  InvalidRFC3339Date: 'error',
  InvalidW3CDTFDate: 'error',
  InvalidFullLink: 'error',
  InvalidURLAttribute: 'error',
  InvalidHttpGUID: 'error',
  InvalidUUID: 'error',
  InvalidContact: 'error',
  InvalidLanguage: 'error',
  InvalidIntegerAttribute: 'error',
  InvalidMIMEAttribute: 'error',
  InvalidTextType: 'error',
  InvalidMediaMedium: 'error',
  UnexpectedWhitespace: 'error',
  DuplicateEntries: 'warning',
  DuplicateUpdated: 'warning',
  DuplicateEnclosure: 'warning',
  MissingGuid: 'warning',
  MissingSelf: 'warning',
  SelfDoesntMatchLocation: 'warning',
  RelativeSelf: 'warning',
  SelfNotAtom: 'warning',
  UnregisteredAtomLinkRel: 'warning',
  FeedHistoryRelInEntry: 'warning',
  ArchiveIncomplete: 'warning',
  MissingCurrentInArchive: 'warning',
  MissingSourceElement: 'warning',
  MissingTextualContent: 'warning',
  NeedDescriptionBeforeContent: 'warning',
  MisplacedItem: 'warning',
  ImplausibleDate: 'warning',
  ProblematicalRFC822Date: 'warning',
  NotBlank: 'warning',
  NotHtml: 'warning',
  HtmlFragment: 'warning',
  ContainsHTML: 'warning',
  ContainsRelRef: 'warning',
  SecurityRisk: 'warning',
  SecurityRiskAttr: 'warning',
  DangerousStyleAttr: 'warning',
  BadCharacters: 'warning',
  NonCanonicalURI: 'warning',
  UnknownNamespace: 'warning',
  ImageTitleDoesntMatch: 'warning',
  ImageLinkDoesntMatch: 'warning',
  ImageUrlFormat: 'warning',
  UnexpectedContentType: 'warning',
  NonSpecificMediaType: 'warning',
  EncodingMismatch: 'warning',
  MissingXmlURL: 'warning',
  MissingTitleAttr: 'warning',
  MissingOutlineType: 'warning',
  // Ours: formats and rules that the W3C validator does not know.
  UnknownFormat: 'error',
  InvalidJson: 'error',
  MissingMember: 'error',
  InvalidMember: 'error',
  UnknownMember: 'warning',
  TooManyUrls: 'error',
  ForeignHost: 'error',
  DuplicateUrl: 'warning',
} as const satisfies Record<string, FindingLevel>

export type FindingLevel = 'error' | 'warning'
export type FindingCode = keyof typeof LEVELS

export interface Finding {
  readonly level: FindingLevel
  readonly code: FindingCode
  /** One English sentence. */
  readonly message: string
  /** Line and path of the element (`line 12, /rss/channel/item[2]/pubDate`), or the path of the JSON member. */
  readonly where: string
}

export const FINDING_CODES: readonly string[] = Object.keys(LEVELS)

export function finding(code: FindingCode, message: string, where: string): Finding {
  return { level: LEVELS[code], code, message, where }
}

export interface LintOptions {
  /** Where the document was fetched from, after redirects. */
  readonly url?: string
  /** The Content-Type header it came with. */
  readonly contentType?: string
  /** The present UTC instant; without it no date is called too late. */
  readonly now?: string
}

/** What the checks of one document share. */
export interface LintContext {
  readonly options: LintOptions
  readonly report: (code: FindingCode, message: string, where: string) => void
  readonly add: (findings: readonly Finding[]) => void
}
