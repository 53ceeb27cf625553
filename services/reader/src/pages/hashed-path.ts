import { createHash } from 'node:crypto'

/** `/assets/site.3f2a9c01d4e5.css`: other bytes have another path, so a cache may keep it for ever. */
export function hashedPath(name: string, ending: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  return `/assets/${name}.${hash}.${ending}`
}
