/**
 * Sends a number of articles, or for some seconds (`5s`), one PUT at a time on each of some connections, and prints
 * how many were answered 201 per second. The article comes on standard input; each PUT has a sourceId of its own.
 */
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

const [port = '', connections = '', amount = '', key = ''] = process.argv.slice(2)
const article = await text(process.stdin)
const bytes = Buffer.byteLength(article)
const run = randomInt(1_000_000)
let left = amount.endsWith('s') ? Infinity : Number(amount)
let accepted = 0

const beganMs = performance.now()
const endMs = amount.endsWith('s') ? beganMs + parseFloat(amount) * 1_000 : Infinity
await Promise.all(Array.from({ length: Number(connections) }, (_, n) => keepBusy(n)))
process.stdout.write(((accepted * 1_000) / (performance.now() - beganMs)).toFixed(1))

async function keepBusy(site: number): Promise<void> {
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  let posted = 0
  let rest = ''
  const next = () => {
    left -= 1
    posted += 1
    socket.write(request(`${run}.${site}.${posted}`))
  }
  next()
  for await (const chunk of socket) {
    rest += String(chunk)
    const head = rest.indexOf('\r\n\r\n')
    if (head < 0) continue
    if (!rest.startsWith('HTTP/1.1 201')) throw new Error(rest.slice(0, 600))
    const [, length = ''] = /^content-length: (\d+)/im.exec(rest) ?? []
    if (Buffer.byteLength(rest) < head + 4 + Number(length)) continue
    rest = ''
    accepted += 1
    if (left <= 0 || performance.now() > endMs) break
    next()
  }
  socket.destroy()
}

function request(sourceId: string): string {
  return [
    `PUT /v1/universities/nura/articles/${sourceId} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${bytes}`,
    '',
    article,
  ].join('\r\n')
}
