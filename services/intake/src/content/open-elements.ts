import type { ElementKind } from './policy.ts'
import { PARENTS } from './policy.ts'

/** An element that is open in what is being written. */
export interface Frame {
  readonly name: string
  readonly kind: ElementKind
  /** Empty: never written. */
  readonly tag: string
  isWritten: boolean
  /** Inline elements around a table, which go on behind it. */
  readonly around: readonly Frame[]
}

export const CELLS: ReadonlySet<string> = new Set(['td', 'th', 'caption'])
const TABLE_PARTS: ReadonlySet<string> = new Set([...CELLS, 'table', 'thead', 'tbody', 'tfoot', 'tr'])
const HEADINGS: ReadonlySet<string> = new Set(['h2', 'h3', 'h4', 'h5', 'h6'])
/** `</li>` and its like end no element outside of their own list (HTML §13.2.6.4.7). */
const END_BARRIERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['li', new Set(['ul', 'ol'])],
  ['dt', new Set(['dl'])],
  ['dd', new Set(['dl'])],
])

export function unwritten(frame: Frame): Frame {
  return { ...frame, isWritten: false }
}

/** Stands for a box that is not written, so that its end tag ends nothing else. */
export function silent(name: string): Frame {
  return { name, tag: '', kind: 'boundary', isWritten: false, around: [] }
}

/** Where the innermost possible parent is open, if there is one; a cell is a world of its own. */
export function nearest(blocks: readonly Frame[], name: string): number | undefined {
  const parents = PARENTS.get(name)
  if (parents === undefined) return undefined
  const isTablePart = TABLE_PARTS.has(name)
  for (let place = blocks.length - 1; place >= 0; place -= 1) {
    const frame = blocks[place]
    if (frame === undefined || frame.kind === 'boundary') continue
    if (parents.includes(frame.name)) return place
    if (!isTablePart && (CELLS.has(frame.name) || frame.name === 'table')) return undefined
  }
  return undefined
}

/** The block that an end tag ends, -1 for none. */
export function ended(blocks: readonly Frame[], name: string): number {
  if (name === 'p') return blocks.at(-1)?.name === 'p' ? blocks.length - 1 : -1
  const barriers = END_BARRIERS.get(name)
  const isPart = TABLE_PARTS.has(name)
  for (let place = blocks.length - 1; place >= 0; place -= 1) {
    const frame = blocks[place]
    if (frame === undefined) return -1
    if (frame.name === name || (HEADINGS.has(name) && HEADINGS.has(frame.name))) return place
    if (frame.kind === 'boundary') continue
    const isBarrier = isPart ? frame.name === 'table' : CELLS.has(frame.name) || frame.name === 'table'
    if (isBarrier || barriers?.has(frame.name) === true) return -1
  }
  return -1
}
