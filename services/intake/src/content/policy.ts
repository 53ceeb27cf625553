/**
 * What may stay of posted HTML; `docs/content-policy.md` gives the reasons. Every list is closed: what is
 * named nowhere loses its tags and keeps its text.
 *
 * - `phrasing`: blocks that hold text and inline elements only;
 * - `flow`: blocks that hold text, inline elements and further blocks;
 * - `structure`: blocks that hold nothing but certain others;
 * - `inline`: part of a line;
 * - `boundary`: never written; text on its two sides must not run together.
 */
export type ElementKind = 'phrasing' | 'flow' | 'structure' | 'inline' | 'boundary'

const names = (list: string) => list.trim().split(/[\s,]+/)
const ofKind = (kind: ElementKind, list: string) => names(list).map((name) => [name, kind] as const)

export const KINDS: ReadonlyMap<string, ElementKind> = new Map([
  ...ofKind('phrasing', 'p h2 h3 h4 h5 h6 pre'),
  ...ofKind('flow', 'blockquote li dt dd td th caption figure figcaption'),
  ...ofKind('structure', 'ul ol dl table thead tbody tfoot tr'),
  ...ofKind('inline', 'a abbr b cite code del em i ins mark q s small strong sub sup time u'),
  ...ofKind(
    'boundary',
    `address article aside body center details dialog div fieldset footer form header hgroup html legend main
     nav section summary`,
  ),
])

/** The page that shows an article has its own `h1`; the others are older names of the same. */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['h1', 'h2'],
  ['strike', 's'],
  ['menu', 'ul'],
  ['dir', 'ul'],
  ['acronym', 'abbr'],
])

/** Elements that mean nothing outside of one of these; elsewhere only their text stays. */
export const PARENTS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
  ['figcaption', ['figure']],
  ...names('caption thead tbody tfoot').map((name) => [name, ['table']] as const),
  ['tr', ['table', 'thead', 'tbody', 'tfoot']],
  ['td', ['tr', 'table', 'thead', 'tbody', 'tfoot']],
  ['th', ['tr', 'table', 'thead', 'tbody', 'tfoot']],
])

/** Where text stands directly in a structure, it gets the element that it should have been in. */
export const IMPLIED: ReadonlyMap<string, string> = new Map([
  ['ul', 'li'],
  ['ol', 'li'],
  ['dl', 'dd'],
  ...names('table thead tbody tfoot').map((name) => [name, 'tr'] as const),
  ['tr', 'td'],
])

/** Left out with all that is in them: code, styles, other documents, controls, and what shows only without them. */
export const DROPPED_WHOLE: ReadonlySet<string> = new Set(
  names(`applet audio button canvas datalist embed frameset iframe input map math noembed noframes noscript object
         optgroup option plaintext script select style svg template textarea title video xmp`),
)

/** What a reader would have seen; the author is told that it is gone. */
export const MISSED: ReadonlySet<string> = new Set(
  names(
    'applet audio button canvas embed frameset iframe input math object script select svg textarea video',
  ),
)

/** Elements without an end tag (HTML, §13.1.2), as far as they matter here. */
export const VOID: ReadonlySet<string> = new Set(names('br embed hr img input'))

/** Attributes that are looked at; the others are not even read. */
export const ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['a', ['href']],
  ['abbr', ['title']],
  ['img', ['src', 'alt', 'width', 'height']],
  ['ol', ['start']],
  ['td', ['colspan', 'rowspan']],
  ['th', ['colspan', 'rowspan', 'scope']],
  ['time', ['datetime']],
])
