import type { LintContext } from './finding.ts'
import { lintHtml } from './html.ts'
import {
  hasBadCharacters,
  isFullUri,
  isImplausible,
  isLanguageTag,
  isMediaType,
  rfc3339Fault,
} from './values.ts'

/** JSON Feed 1 and 1.1. */
export function lintJsonFeed(text: string, context: LintContext): void {
  const { report, options } = context
  const feed = parseObject(text, context)
  if (feed === undefined) return
  checkMembers(feed, FEED_MEMBERS, '', context)
  if (!/^https:\/\/jsonfeed\.org\/version\/1(?:\.1)?$/.test(String(feed['version']))) {
    report('InvalidMember', 'version is not that of JSON Feed 1 or 1.1.', '/version')
  }
  if (feed['feed_url'] === undefined) report('MissingSelf', 'feed_url is missing.', '/feed_url')
  else if (options.url !== undefined && feed['feed_url'] !== options.url) {
    report('SelfDoesntMatchLocation', `feed_url is not ${options.url}.`, '/feed_url')
  }
  for (const [index, hub] of objects(feed['hubs'])) {
    checkMembers(hub, HUB_MEMBERS, `/hubs/${index}`, context)
  }
  const ids = new Set<unknown>()
  for (const [index, item] of objects(feed['items'])) {
    const where = `/items/${index}`
    lintItem(item, where, context)
    if (ids.has(item['id'])) report('DuplicateIds', `The id ${String(item['id'])} stands twice.`, where)
    ids.add(item['id'])
  }
}

type Json = Readonly<Record<string, unknown>>
/** What a member must be; `!` after it means required. Members that are not named are reported, except `_` ones. */
type Rule =
  'text' | 'url' | 'date' | 'language' | 'media' | 'size' | 'html' | 'list' | 'texts' | 'flag' | 'uri'

function lintItem(item: Json, where: string, context: LintContext): void {
  checkMembers(item, ITEM_MEMBERS, where, context)
  if (item['content_html'] === undefined && item['content_text'] === undefined) {
    context.report('MissingMember', 'Neither content_html nor content_text.', where)
  }
  for (const [index, author] of objects(item['authors'])) {
    checkMembers(author, AUTHOR_MEMBERS, `${where}/authors/${index}`, context)
  }
  for (const [index, attachment] of objects(item['attachments'])) {
    checkMembers(attachment, ATTACHMENT_MEMBERS, `${where}/attachments/${index}`, context)
  }
}

function checkMembers(
  value: Json,
  rules: Readonly<Record<string, `${Rule}${'' | '!'}`>>,
  where: string,
  context: LintContext,
): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (value[name] === undefined && rule.endsWith('!')) {
      context.report('MissingMember', `${name} is missing.`, `${where}/${name}`)
    } else if (value[name] !== undefined) {
      checkMember(value[name], rule.replace('!', ''), `${where}/${name}`, context)
    }
  }
  for (const name of Object.keys(value)) {
    if (!(name in rules) && !name.startsWith('_')) {
      context.report('UnknownMember', `${name} is unknown here.`, `${where}/${name}`)
    }
  }
}

function checkMember(value: unknown, rule: string, where: string, context: LintContext): void {
  const { report, add, options } = context
  if (rule === 'list' || rule === 'texts') {
    const right =
      Array.isArray(value) && (rule === 'list' || value.every((member) => typeof member === 'string'))
    if (!right) report('InvalidMember', 'Not a list of the right kind.', where)
  } else if (rule === 'size' || rule === 'flag') {
    const right =
      rule === 'flag' ? typeof value === 'boolean' : Number.isSafeInteger(value) && Number(value) >= 0
    if (!right) report('InvalidMember', 'Not a right number or boolean.', where)
  } else if (typeof value !== 'string') {
    report('InvalidMember', 'Not a string.', where)
  } else {
    if (hasBadCharacters(value)) report('BadCharacters', 'Control or replacement characters.', where)
    if (rule === 'html') add(lintHtml(value, where))
    else if (value.trim() === '') report('NotBlank', 'Blank.', where)
    else if ((rule === 'url' || rule === 'uri') && !isFullUri(value)) {
      report('InvalidFullLink', `No full URL: ${value}`, where)
    } else if (rule === 'date') {
      if (rfc3339Fault(value) !== undefined) report('InvalidRFC3339Date', value, where)
      else if (isImplausible(value, options.now)) report('ImplausibleDate', value, where)
    } else if (rule === 'language' && !isLanguageTag(value)) report('InvalidLanguage', value, where)
    else if (rule === 'media' && !isMediaType(value)) report('InvalidMIMEAttribute', value, where)
  }
}

function parseObject(text: string, { report }: LintContext): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
    report('InvalidJson', 'Not an object.', '/')
  } catch (error) {
    report('InvalidJson', error instanceof Error ? error.message : String(error), '/')
  }
  return undefined
}

function objects(value: unknown): readonly (readonly [number, Json])[] {
  return Array.isArray(value)
    ? value.flatMap((member, index) => (isObject(member) ? [[index, member] as const] : []))
    : []
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const FEED_MEMBERS = {
  version: 'text!',
  title: 'text!',
  items: 'list!',
  home_page_url: 'url',
  feed_url: 'url',
  description: 'text',
  user_comment: 'text',
  next_url: 'url',
  icon: 'url',
  favicon: 'url',
  authors: 'list',
  language: 'language',
  expired: 'flag',
  hubs: 'list',
} as const
const ITEM_MEMBERS = {
  id: 'text!',
  url: 'url',
  external_url: 'url',
  title: 'text',
  content_html: 'html',
  content_text: 'text',
  summary: 'text',
  image: 'url',
  banner_image: 'url',
  date_published: 'date',
  date_modified: 'date',
  authors: 'list',
  tags: 'texts',
  language: 'language',
  attachments: 'list',
} as const
const HUB_MEMBERS = { type: 'text!', url: 'url!' } as const
const AUTHOR_MEMBERS = { name: 'text', url: 'uri', avatar: 'url' } as const
const ATTACHMENT_MEMBERS = {
  url: 'url!',
  mime_type: 'media!',
  title: 'text',
  size_in_bytes: 'size',
  duration_in_seconds: 'size',
} as const
