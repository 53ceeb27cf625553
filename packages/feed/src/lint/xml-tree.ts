import { SaxesParser } from 'saxes'
import {
  ATOM_NS,
  CONTENT_NS,
  DC_NS,
  FEED_HISTORY_NS,
  MEDIA_NS,
  NEWS_NS,
  SITEMAP_NS,
  TOMBSTONE_NS,
  XHTML_NS,
} from '../namespaces.ts'
import { finding } from './finding.ts'
import type { Finding } from './finding.ts'

/** An element under the usual prefix of its namespace, whatever prefix the document chose. */
export interface XmlElement {
  /** `item`, `atom:link`, `dc:creator`; `?:name` in a namespace that is not known here. */
  readonly name: string
  /** By plain name, or `xml:lang`. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own character data, markup decoded. */
  readonly text: string
  /** The same as written, with references and CDATA marks. */
  readonly source: string
  readonly where: string
}

export interface XmlTree {
  /** Absent when the document is not well-formed. */
  readonly root?: XmlElement
  readonly encoding?: string
  readonly findings: readonly Finding[]
}

/** Parses a whole document; the first fault ends it, as it does in every conforming parser. */
export function parseXml(text: string): XmlTree {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const findings: Finding[] = []
  const open: OpenElement[] = []
  let root: XmlElement | undefined
  let encoding: string | undefined

  parser.on('error', (error) => {
    const code = error.message.includes('unbound namespace prefix') ? 'UndeclaredPrefix' : 'SAXError'
    findings.push(finding(code, error.message, `line ${parser.line}`))
  })
  parser.on('xmldecl', (declaration) => {
    encoding = declaration.encoding
  })
  parser.on('doctype', () => {
    findings.push(
      finding('SAXError', 'A feed has no document type: readers refuse it.', `line ${parser.line}`),
    )
  })
  parser.on('opentag', (tag) => {
    const parent = open.at(-1)
    const name = canonicalName(tag.uri, tag.local)
    const nth = (parent?.counts.get(name) ?? 0) + 1
    parent?.counts.set(name, nth)
    const path = `${parent?.path ?? ''}/${name}${nth > 1 ? `[${nth}]` : ''}`
    const attributes = new Map(
      Object.values(tag.attributes).map(({ prefix, local, value }) => [
        prefix === 'xml' ? `xml:${local}` : prefix === '' ? local : `${prefix}:${local}`,
        value,
      ]),
    )
    const where = `line ${parser.line}, ${path}`
    if (name.startsWith('?:')) findings.push(finding('UnknownNamespace', `Unknown: ${tag.uri}`, where))
    open.push({
      name,
      attributes,
      children: [],
      text: '',
      path,
      where,
      start: parser.position,
      counts: new Map(),
    })
  })
  const onText = (data: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += data
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element === undefined) return
    const { name, attributes, children, text: own, where, start } = element
    const closed = {
      name,
      attributes,
      children,
      text: own,
      where,
      source: text.slice(start, parser.position),
    }
    const parent = open.at(-1)
    if (parent === undefined) root = closed
    else parent.children.push(closed)
  })
  parser.write(text).close()
  const broken = findings.some(({ level }) => level === 'error')
  return {
    findings: broken ? findings.slice(0, 1) : findings,
    ...(root === undefined || broken ? {} : { root }),
    ...(encoding === undefined ? {} : { encoding }),
  }
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name)
}

interface OpenElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
  readonly path: string
  readonly where: string
  readonly start: number
  /** How many children of each name it has had. */
  readonly counts: Map<string, number>
}

function canonicalName(uri: string, local: string): string {
  const prefix = PREFIXES[uri]
  if (prefix === undefined) return `?:${local}`
  return prefix === '' ? local : `${prefix}:${local}`
}

const PREFIXES: Readonly<Record<string, string>> = {
  '': '',
  [ATOM_NS]: 'atom',
  [CONTENT_NS]: 'content',
  [DC_NS]: 'dc',
  [FEED_HISTORY_NS]: 'fh',
  [MEDIA_NS]: 'media',
  [NEWS_NS]: 'news',
  [SITEMAP_NS]: 'sitemap',
  [TOMBSTONE_NS]: 'at',
  [XHTML_NS]: 'xhtml',
}
