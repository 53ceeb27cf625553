/** What waits to be called, host after host in turn: thousands of callbacks of one keep no other waiting. */
export interface HostQueues {
  add(host: string, id: string): void
  /** Takes the next one of a host that may be called. */
  next(mayCall: (host: string) => boolean): string | undefined
}

export function createHostQueues(): HostQueues {
  /** A Map keeps the order of insertion: whose turn it was goes to the end. */
  const queues = new Map<string, Set<string>>()
  return {
    add(host, id) {
      const queue = queues.get(host)
      if (queue === undefined) queues.set(host, new Set([id]))
      else queue.add(id)
    },
    next(mayCall) {
      for (const [host, queue] of queues) {
        if (!mayCall(host)) continue
        const [id] = queue
        queues.delete(host)
        if (id === undefined) continue
        queue.delete(id)
        if (queue.size > 0) queues.set(host, queue)
        return id
      }
      return undefined
    },
  }
}
