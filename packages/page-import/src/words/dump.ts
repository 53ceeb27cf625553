/** Marks of program output: dates beside them are a machine's, never the press office's (contract §4). */
const MARKS = [
  '=>',
  '{"',
  '":',
  '["',
  '::',
  '->',
  '();',
  '</',
  'string(',
  'int(',
  'array(',
  'Array (',
  'stdClass',
  'object(',
  'SQLSTATE',
  'Stack trace',
  'Exception',
  'Traceback',
  'Undefined ',
  '.ERROR:',
  '.WARNING:',
  '.INFO:',
  '[error]',
  '[warn',
  '[notice]',
  '[info]',
  '/var/',
  'C:\\',
  ' on line ',
  'Deprecated:',
  '[timezone',
  'GMT+',
] as const

const FRACTION_OF_SECOND = /\d:\d\d:\d\d[.,]\d{3}/
const LOG_LEVEL = /\b(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\b/
const MAX_LINE = 2_000

export function isMachineDump(text: string): boolean {
  const line = text.slice(0, MAX_LINE)
  if (MARKS.some((mark) => line.includes(mark))) return true
  return FRACTION_OF_SECOND.test(line) || (LOG_LEVEL.test(line) && /\d:\d\d/.test(line))
}
