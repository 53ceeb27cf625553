import { createHash } from 'node:crypto'

/**
 * In which order to try the replicas of one service. `path`: the same one leads to the same replica, and to
 * another one only while that is away (rendezvous hashing); without one they take turns.
 */
export function createReplicaChoice(urls: readonly string[]): (path?: string) => readonly URL[] {
  const replicas = urls.map((url) => new URL(url))
  let turn = 0
  return (path) => {
    if (path !== undefined) return replicas.toSorted((a, b) => (weight(a, path) < weight(b, path) ? -1 : 1))
    turn = (turn + 1) % replicas.length
    return [...replicas.slice(turn), ...replicas.slice(0, turn)]
  }
}

function weight(replica: URL, path: string): string {
  return createHash('sha1').update(`${replica.host}\n${path}`).digest('hex')
}
