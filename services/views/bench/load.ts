/**
 * Keeps a number of connections busy for some seconds with beacons, one at a time on each, and prints how
 * many were answered 204 per second. Article ids come on standard input.
 */
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

const [port = '', connections = '', seconds = ''] = process.argv.slice(2)
const articles = (await text(process.stdin)).split(',')
const endAtMs = performance.now() + Number(seconds) * 1_000
const run = randomInt(16_000_000)
const BROWSERS = 300
let answered = 0

await Promise.all(Array.from({ length: Number(connections) }, (_, n) => keepBusy(n)))
process.stdout.write((answered / Number(seconds)).toFixed(1))

async function keepBusy(reader: number): Promise<void> {
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  let visits = 0
  let rest = ''
  const next = () => {
    visits += 1
    const article = articles[(reader * 7_919 + visits) % articles.length] ?? ''
    socket.write(request(article, reader * 1_000_003 + visits))
  }
  next()
  for await (const chunk of socket) {
    rest += String(chunk)
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) continue
    if (!rest.startsWith('HTTP/1.1 204')) throw new Error(rest.slice(0, 400))
    rest = rest.slice(end + 4)
    if (performance.now() > endAtMs) break
    answered += 1
    next()
  }
  socket.destroy()
}

/** From a reader of its own, so that none is a reload: another address, and one of the browsers that are in use. */
function request(article: string, visit: number): string {
  const body = JSON.stringify({ article, event: randomUUID() })
  const place = run + visit
  return [
    'POST /v1/views HTTP/1.1',
    'Host: 127.0.0.1',
    `User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/${visit % BROWSERS}.0`,
    `X-Forwarded-For: 10.${(place >> 16) & 255}.${(place >> 8) & 255}.${place & 255}`,
    'Accept: */*',
    'Origin: https://news.university.example',
    'Content-Type: text/plain;charset=UTF-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}
