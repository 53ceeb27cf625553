import type { Stream } from './stream.ts'

/** What a handle has received and not settled: where each delivery is acknowledged. */
export interface Outstanding {
  hold(sequence: number, ackSubject: string): void
  /** Says it of all that are held, and waits until the server has taken it. Others are ignored. */
  tell(sequences: readonly number[], body: string, settles: boolean): Promise<void>
}

/** After so many ack waits without a word the delivery is long with somebody else. */
const FORGOTTEN_AFTER_ACK_WAITS = 10

export function outstanding(stream: Stream, ackWaitMs: number): Outstanding {
  const { connection, requestTimeoutMs: timeout, now } = stream
  /** Oldest first, for a `Map` keeps the order of insertion. */
  const held = new Map<number, { readonly ackSubject: string; readonly since: number }>()

  const touch = (sequence: number, ackSubject: string) => {
    held.delete(sequence)
    held.set(sequence, { ackSubject, since: now() })
  }
  const forgetOld = () => {
    const before = now() - FORGOTTEN_AFTER_ACK_WAITS * ackWaitMs
    for (const [sequence, { since }] of held) {
      if (since >= before) return
      held.delete(sequence)
    }
  }
  return {
    hold(sequence, ackSubject) {
      forgetOld()
      touch(sequence, ackSubject)
    },
    async tell(sequences, body, settles) {
      await Promise.all(
        sequences.map(async (sequence) => {
          const delivery = held.get(sequence)
          if (delivery === undefined) return
          await connection.during(timeout, () =>
            connection.nc.request(delivery.ackSubject, body, { timeout }),
          )
          // Delivered again meanwhile, it has another address, which stays.
          if (held.get(sequence)?.ackSubject !== delivery.ackSubject) return
          if (settles) held.delete(sequence)
          else touch(sequence, delivery.ackSubject)
        }),
      )
    },
  }
}
