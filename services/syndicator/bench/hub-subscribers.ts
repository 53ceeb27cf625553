/** Subscribers of the benchmark: they confirm, take what they are sent and say when it was there. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

let silent = ''
let arrived: number[] = []
process.on('message', (message: { silent: string }) => (silent = message.silent))
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    const { searchParams } = new URL(request.url ?? '/', 'http://subscriber')
    response.end(searchParams.get('hub.challenge'))
    return
  }
  request.resume()
  request.once('end', () => {
    if (request.url === silent) return
    response.writeHead(204).end()
    arrived.push(Date.now())
  })
})
setInterval(() => {
  if (arrived.length === 0) return
  process.send?.(arrived)
  arrived = []
}, 5)
server.listen(0, '127.0.0.1', () => {
  // Of a server that listens on a port.
  process.send?.({ port: (server.address() as AddressInfo).port })
})
