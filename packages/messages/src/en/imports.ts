import type { ImportNoteMessages } from '../imports.ts'
import { counted, formatBytes, formatNumber } from '../numbers.ts'

export const imports: ImportNoteMessages = {
  'repeated-in-document':
    'An earlier item of this document has the same id. Only the first was looked at; give each article an id of its own.',
  undecodable:
    'It holds characters that do not fit the declared encoding. Declare the right one in the first line or in Content-Type.',
  'values-left-out': ({ field, max }) =>
    `“${field}” takes ${counted('en', max, { one: 'value', other: 'values' })} at most. The others were left out.`,
  'not-a-feed': 'This is neither RSS 2.0 nor Atom. Check that the address really gives the feed.',
  'document-cut': 'The document ends too early. What came before the cut was read; send it again in full.',
  'markup-too-deep': ({ max }) =>
    `Elements are nested more than ${formatNumber('en', max)} deep. A feed never is; reading was stopped.`,
  'markup-too-large': ({ maxBytes }) =>
    `One piece of the markup is larger than ${formatBytes('en', maxBytes)}. Reading was stopped.`,
  'too-many-lines': ({ max }) =>
    `One import takes ${formatNumber('en', max)} lines at most. Send the rest as another document.`,
  'report-too-long':
    'The report became too long to keep while the document was read. Send it again with ?report=problems.',
  'upload-stalled': ({ seconds }) =>
    `Nothing came for ${counted('en', seconds, { one: 'second', other: 'seconds' })}. Send the document again.`,
  stopping: 'The server is being restarted. Send the document again in a moment.',
}
