/** Rules of the ninjs 3.1 specification for what we write: which members there are, and which must be. */
interface Shape {
  readonly allowed: readonly string[]
  readonly required?: readonly string[]
}

const described: Shape = { allowed: ['role', 'contentType', 'value'], required: ['value'] }
const SHAPES: Readonly<Record<string, Shape>> = {
  standard: { allowed: ['name', 'version', 'schema'] },
  headlines: described,
  descriptions: described,
  bodies: { allowed: [...described.allowed, 'charCount', 'wordCount'], required: ['value'] },
  subjects: { allowed: ['name', 'rel', 'uri', 'literal', 'creator', 'relevance', 'confidence'] },
  altIds: { allowed: ['role', 'value'] },
  infoSources: { allowed: ['name', 'role', 'uri', 'literal', 'contactInfo'] },
  renditions: {
    allowed: ['name', 'href', 'contentType', 'title', 'width', 'height', 'sizeInBytes'],
    required: ['name'],
  },
}
const ITEM: Shape = {
  allowed: [
    'uri', 'type', 'representationType', 'profile', 'version', 'firstCreated', 'versionCreated', 'contentCreated',
    'embargoedUntil', 'pubStatus', 'urgency', 'copyrightHolder', 'copyrightNotice', 'usageTerms', 'edNote', 'language',
    'descriptions', 'bodies', 'headlines', 'subjects', 'infoSources', 'title', 'by', 'slugline', 'located',
    'renditions', 'associations', 'altIds', 'standard', 'genres', 'expires',
  ],
  required: ['uri'],
} // prettier-ignore
const ASSOCIATION: Shape = { allowed: [...ITEM.allowed, 'name', 'rel'], required: ['name', 'uri'] }
const TIMES = ['firstCreated', 'versionCreated', 'contentCreated', 'embargoedUntil']
const ADDRESSES = ['uri', 'href', 'schema']
const INTEGERS = ['width', 'height', 'sizeInBytes']
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** What of an item breaks a rule, by its path; none when it keeps them. */
export function brokenRules(item: unknown, path = '', shape: Shape = ITEM): readonly string[] {
  const members = Object.entries(Object(item) as Record<string, unknown>)
  const missing = (shape.required ?? []).filter((name) => !members.some(([each]) => each === name))
  return [
    ...missing.map((name) => `${path}/${name} is missing`),
    ...members.flatMap(([name, value]) =>
      shape.allowed.includes(name)
        ? brokenIn(name, value, `${path}/${name}`)
        : [`${path}/${name} is unknown`],
    ),
  ]
}

function brokenIn(name: string, value: unknown, path: string): readonly string[] {
  const inner = name === 'associations' ? ASSOCIATION : SHAPES[name]
  if (name === 'standard') return brokenRules(value, path, inner)
  if (inner !== undefined) {
    if (!Array.isArray(value)) return [`${path} is no list`]
    return value.flatMap((item, place) => brokenRules(item, `${path}/${place}`, inner))
  }
  if (INTEGERS.includes(name)) return Number.isInteger(value) ? [] : [`${path} is no integer`]
  if (typeof value !== 'string') return [`${path} is no text`]
  if (TIMES.includes(name) && !DATE_TIME.test(value)) return [`${path} is no date-time`]
  return ADDRESSES.includes(name) && !URL.canParse(value) ? [`${path} is no URI`] : []
}
