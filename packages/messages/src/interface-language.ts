/** The languages of the site and of every answer's texts. Articles may also be `kk-Latn`. */
export type InterfaceLanguage = 'kk' | 'ru' | 'en'

export const interfaceLanguages: readonly InterfaceLanguage[] = ['kk', 'ru', 'en']

const DEFAULT_LANGUAGE: InterfaceLanguage = 'kk'

/**
 * The language to answer in (contract §5), from an `Accept-Language` header (RFC 9110 §12.5.4).
 * A regional or script tag (`ru-KZ`, `kk-Latn`) counts as its language; `q=0` refuses one; of equal
 * weights the first wins; nothing that fits, or no header, is Kazakh.
 */
export function negotiateLanguage(acceptLanguage: string | undefined): InterfaceLanguage {
  const weights = readWeights(acceptLanguage ?? '')
  const refused = (language: InterfaceLanguage) => weights.get(language) === 0
  const wanted = [...weights].filter(([, weight]) => weight > 0).sort(([, a], [, b]) => b - a)[0]?.[0]
  if (isInterfaceLanguage(wanted)) return wanted
  if (!refused(DEFAULT_LANGUAGE)) return DEFAULT_LANGUAGE
  return interfaceLanguages.find((language) => !refused(language)) ?? DEFAULT_LANGUAGE
}

/** `true` for `kk`, `ru` and `en`, as in the first part of the site's paths. */
export function isInterfaceLanguage(text: string | undefined): text is InterfaceLanguage {
  return interfaceLanguages.some((language) => language === text)
}

/** Highest weight of each language we have and of `*`, in the order of the header. */
function readWeights(header: string): Map<InterfaceLanguage | '*', number> {
  const weights = new Map<InterfaceLanguage | '*', number>()
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const name = range === '*' ? range : range.split('-')[0]
    if (name !== '*' && !isInterfaceLanguage(name)) continue
    const weight = readWeight(parameters)
    if (weight !== undefined) weights.set(name, Math.max(weight, weights.get(name) ?? 0))
  }
  return weights
}

/** A damaged weight drops its range rather than guessing what was meant. */
function readWeight(parameters: readonly string[]): number | undefined {
  const written = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '')
  if (written === undefined) return 1
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(written) ? Number(written) : undefined
}
