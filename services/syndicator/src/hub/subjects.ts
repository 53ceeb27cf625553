import { createHash } from 'node:crypto'

/** One subscription per topic and callback: the same two are the same one, for ever (WebSub §5.1). */
export function subscriptionId(topic: string, callback: string): string {
  return createHash('sha256').update(`${topic}\n${callback}`).digest('hex').slice(0, 32)
}

export function subscriptionSubject(id: string): string {
  return `hub.${id}`
}

export interface ReceiptAddress {
  readonly article: string
  readonly subscription: string
  /** Of the rendering that was sent. */
  readonly position: number
  readonly attempt: number
}

export function receiptSubject({ article, subscription, position, attempt }: ReceiptAddress): string {
  return `receipt.${article}.${subscription}.${position}.${attempt}`
}

export function receiptsOf(article: string): string {
  return `receipt.${article}.>`
}
