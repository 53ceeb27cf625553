import type { NinjsInput } from '@uniwire/http-api'

/** Names in one warning; a hostile document has as many as fit into a request. */
const MOST_NAMES = 50
const MOST_CHARACTERS = 100

/** Members that are read, or that say of the document what needs no answer. */
const KNOWN: ReadonlySet<string> = new Set([
  'uri', 'standard', 'type', 'representationType', 'version', 'pubStatus', 'headlines', 'title', 'bodies',
  'descriptions', 'by', 'language', 'contentCreated', 'firstCreated', 'versionCreated', 'embargoedUntil', 'subjects',
  'renditions', 'associations', 'altIds',
]) // prettier-ignore
const KNOWN_WITHIN = {
  headlines: ['role', 'contentType', 'value'],
  bodies: ['role', 'contentType', 'value', 'charCount', 'wordCount'],
  descriptions: ['role', 'contentType', 'value'],
  subjects: ['name'],
  altIds: ['role', 'value'],
  renditions: ['name', 'href', 'contentType', 'width', 'height', 'sizeInBytes'],
  associations: ['name', 'uri', 'type', 'rel', 'descriptions', 'renditions'],
} as const

/** What nothing here keeps, by name: `edNote`, `subjects[].uri`; each once. */
export function ignoredMembers(document: NinjsInput): readonly string[] {
  const names = new Set(Object.keys(document).filter((name) => !KNOWN.has(name)))
  for (const [list, known] of Object.entries(KNOWN_WITHIN)) {
    const items: unknown = document[list]
    if (!Array.isArray(items)) continue
    for (const item of items) {
      for (const name of Object.keys(Object(item))) {
        if (!known.some((each) => each === name)) names.add(`${list}[].${name}`)
      }
    }
  }
  return Array.from(names, (name) => name.slice(0, MOST_CHARACTERS)).slice(0, MOST_NAMES)
}
