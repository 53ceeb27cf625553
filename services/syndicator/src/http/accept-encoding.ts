import type { Encoding } from '../documents/document.ts'

const RANGE = /^\s*([^\s;]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i

/** The smallest of the forms that the client likes best (RFC 9110 §12.5.3); without a word from it, the plain one. */
export function chooseEncoding(header: string | null): Encoding {
  if (header === null) return 'identity'
  const weights = new Map<string, number>()
  for (const part of header.split(',')) {
    const [, name = '', weight = '1'] = RANGE.exec(part) ?? []
    weights.set(name.toLowerCase(), Number(weight))
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const br = weightOf('br')
  const gzip = Math.max(weightOf('gzip'), weights.get('x-gzip') ?? 0)
  if ((weights.get('identity') ?? 0) > Math.max(br, gzip)) return 'identity'
  if (br > 0 && br >= gzip) return 'br'
  return gzip > 0 ? 'gzip' : 'identity'
}
