import type { ExpectedType, FieldProblem } from '@uniwire/messages'
import type { z } from 'zod'
import { membersAt, nearest } from './known-members.ts'
import type { FieldError } from './problem.ts'

/** Every issue of a failed parse of `input` by `schema` as a field and what is wrong with it. */
export function fieldErrors(
  error: z.core.$ZodError,
  input: unknown,
  schema?: unknown,
): readonly FieldError[] {
  return error.issues.flatMap((issue) => fromIssue(issue, input, schema))
}

function fromIssue(issue: z.core.$ZodIssue, input: unknown, schema: unknown): readonly FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    const known = membersAt(schema, issue.path)
    return issue.keys.map((member) => ({
      pointer: pointerTo([...issue.path, member]),
      problem: unknownMember(member, known),
    }))
  }
  if (issue.code === 'invalid_union') {
    // The branch that came furthest says best what is wrong: one of the list, not that it is a list.
    const [branch = []] = issue.errors.toSorted((a, b) => reach(b) - reach(a))
    const nested = branch.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
    if (nested.length > 0) return nested.flatMap((each) => fromIssue(each, input, schema))
  }
  return [{ pointer: pointerTo(issue.path), problem: problemOf(issue, input) }]
}

/** How far into the input a branch of a union came; further with the right type than without. */
function reach(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path, code }) => 2 * path.length + (code === 'invalid_type' ? 0 : 1)))
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): FieldProblem {
  switch (issue.code) {
    case 'custom':
      // `refuse` in http-api is the only writer of custom issues and puts a FieldProblem there.
      return (issue.params?.['problem'] as FieldProblem | undefined) ?? { code: 'bad-format' }
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined
        ? { code: 'required' }
        : { code: 'wrong-type', expected: typeName(issue.expected) }
    case 'invalid_value':
      return { code: 'not-one-of', allowed: issue.values.map(String) }
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum))
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'invalid_format':
      return { code: issue.format === 'datetime' ? 'bad-date' : 'bad-format' }
    default:
      return { code: 'bad-format' }
  }
}

function tooBig(origin: string, max: number): FieldProblem {
  if (origin === 'string') return { code: 'too-long', max }
  return origin === 'array' ? { code: 'too-many-items', max } : { code: 'out-of-range', max }
}

function tooSmall(origin: string, min: number): FieldProblem {
  if (origin === 'string') return min === 1 ? { code: 'empty' } : { code: 'too-short', min }
  return origin === 'array' ? { code: 'too-few-items', min } : { code: 'out-of-range', min }
}

const TYPE_NAMES: Readonly<Record<string, ExpectedType>> = {
  string: 'string',
  number: 'number',
  int: 'integer',
  boolean: 'boolean',
  array: 'array',
  tuple: 'array',
  object: 'object',
  record: 'object',
}

function typeName(expected: string): ExpectedType {
  return TYPE_NAMES[expected] ?? 'object'
}

/** zod does not say whether a value of the wrong type was there at all. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  )
}

/** RFC 6901 §3: `~` and `/` are escaped. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function unknownMember(member: string, known: readonly string[]): FieldProblem {
  const meant = nearest(member, known)
  return { code: 'unknown-member', member, ...(meant === undefined ? {} : { meant }) }
}
