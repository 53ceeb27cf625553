import { LAYOUT } from './mapping.ts'

/** What everything of one deployment is called in the cluster; a role is granted `{prefix}-articles*`. */
export interface Names {
  /** Alias of the index that is read. */
  readonly read: string
  /** Alias of the index that is written: always the same index as `read`. */
  readonly write: string
  /** Alias of the index that the last swap replaced. */
  readonly kept: string
  /** Every index of this deployment, and of another whose prefix begins alike. */
  readonly pattern: string
  index(indexId: string): string
  /**
   * Alias of one generation. Writes ask for an alias (`require_alias`), so that none creates an index anew,
   * without a mapping, where another process removed it.
   */
  generation(indexId: string): string
  /** `undefined` for the index of another deployment. */
  parse(index: string): { readonly layout: number; readonly indexId: string } | undefined
}

export function namesOf(prefix: string): Names {
  if (!/^[a-z0-9][a-z0-9_-]{0,60}$/.test(prefix)) {
    throw new TypeError(`index prefix ${JSON.stringify(prefix)}: lower-case letters, digits, - and _`)
  }
  const read = `${prefix}-articles`
  const named = new RegExp(`^${read}-v(\\d+)-(.+)$`)
  return {
    read,
    write: `${read}-write`,
    kept: `${read}-kept`,
    pattern: `${read}-v*`,
    index: (indexId) => `${read}-v${LAYOUT}-${plain(indexId)}`,
    generation: (indexId) => `${read}-of-${plain(indexId)}`,
    parse(index) {
      const [, layout, indexId] = named.exec(index) ?? []
      return indexId === undefined ? undefined : { layout: Number(layout), indexId }
    },
  }
}

function plain(indexId: string): string {
  if (!/^[a-z0-9][a-z0-9._-]{0,100}$/.test(indexId)) {
    throw new TypeError(`index id ${JSON.stringify(indexId)}: lower-case letters, digits, -, _ and .`)
  }
  return indexId
}

const RESERVED = '~'

/** `_id` of an article. What begins with the reserved sign is not an article's unless it begins with two. */
export function articleKey(id: string): string {
  return id.startsWith(RESERVED) ? RESERVED + id : id
}

/** `_id` of an article's live views: they may be known before the article, and outlive its withdrawal. */
export function viewsKey(id: string): string {
  return `${RESERVED}views:${id}`
}

export const CHECKPOINT_KEY = `${RESERVED}checkpoint`
/** When the process that builds this index last said that it lives. */
export const LEASE_KEY = `${RESERVED}lease`
/** Since when erased tokens wait to leave the disk. */
export const PURGE_KEY = `${RESERVED}purge`
