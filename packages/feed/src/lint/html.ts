import { finding } from './finding.ts'
import type { Finding } from './finding.ts'
import {
  OPTIONAL_END,
  RISKY_ELEMENTS,
  SAFE_ATTRIBUTES,
  SAFE_ELEMENTS,
  URL_ATTRIBUTES,
  VOID_ELEMENTS,
} from './html-vocabulary.ts'

/** Checks an HTML fragment as a feed carries it: known and safe markup, nested well, with absolute URLs. */
export function lintHtml(html: string, where: string): readonly Finding[] {
  const findings: Finding[] = []
  const open: string[] = []
  let rest = html.replace(COMMENT, '')
  for (const match of rest.matchAll(TAG)) {
    const [, slash = '', written = '', attributes = ''] = match
    const name = written.toLowerCase()
    if (slash === '') {
      findings.push(...lintStartTag(name, attributes, where))
      if (!VOID_ELEMENTS.has(name)) open.push(name)
    } else if (!closeElement(open, name)) {
      findings.push(finding('NotHtml', `The end tag </${name}> closes nothing.`, where))
    }
  }
  rest = rest.replace(TAG, '')
  if (UNFINISHED_TAG.test(rest)) findings.push(finding('NotHtml', 'A tag has no end.', where))
  const unclosed = open.find((name) => !OPTIONAL_END.has(name))
  if (unclosed !== undefined) findings.push(finding('NotHtml', `<${unclosed}> is not closed.`, where))
  return findings
}

/** Drops elements from the end up to the named one, over those that may stay open; false when it is not open. */
function closeElement(open: string[], name: string): boolean {
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const candidate = open[index] ?? ''
    if (candidate === name) {
      open.length = index
      return true
    }
    if (!OPTIONAL_END.has(candidate)) return false
  }
  return false
}

function lintStartTag(name: string, attributes: string, where: string): readonly Finding[] {
  if (RISKY_ELEMENTS.has(name)) return [finding('SecurityRisk', `<${name}> is not safe in a feed.`, where)]
  if (!SAFE_ELEMENTS.has(name)) return [finding('NotHtml', `<${name}> is no element of HTML.`, where)]
  return [...attributes.matchAll(ATTRIBUTE)].flatMap(([, written = '', double, single, bare]) =>
    lintAttribute(name, written.toLowerCase(), double ?? single ?? bare ?? '', where),
  )
}

function lintAttribute(element: string, name: string, value: string, where: string): readonly Finding[] {
  if (name === 'style') return lintStyle(value, where)
  if (!SAFE_ATTRIBUTES.has(name) && !DATA_ATTRIBUTE.test(name)) {
    return [finding('SecurityRiskAttr', `The attribute ${name} of <${element}> is not safe.`, where)]
  }
  if (!URL_ATTRIBUTES.has(name)) return []
  const url = value.trim()
  if (SCRIPT_URL.test(url))
    return [finding('SecurityRiskAttr', `${name} of <${element}> runs a script.`, where)]
  if (ABSOLUTE_URL.test(url)) return []
  return [finding('ContainsRelRef', `${name}="${url}" of <${element}> is relative.`, where)]
}

function lintStyle(value: string, where: string): readonly Finding[] {
  const evil = value
    .split(';')
    .find((declaration) => declaration.trim() !== '' && !SAFE_STYLE.test(declaration))
  return evil === undefined
    ? []
    : [finding('DangerousStyleAttr', `Style "${evil.trim()}" is not safe.`, where)]
}

const COMMENT = /<!--[\s\S]*?-->/g
const TAG = /<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g
const UNFINISHED_TAG = /<[a-zA-Z/!?]/
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g
const DATA_ATTRIBUTE = /^(?:data|aria)-/
const ABSOLUTE_URL = /^[a-z][a-z0-9+.-]*:/i
const SCRIPT_URL = /^(?:javascript|vbscript|data:text)/i
/** Colours, sizes, alignment, spacing: nothing that places, loads or runs. */
const SAFE_STYLE =
  /^\s*(?:background-color|border(?:-[a-z]+)*|clear|color|direction|display|float|font(?:-[a-z]+)*|height|letter-spacing|line-height|list-style-type|margin(?:-[a-z]+)?|padding(?:-[a-z]+)?|text-(?:align|decoration|indent)|vertical-align|white-space|width)\s*:[\s\w#%.,'"!-]+$/i
