import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bytesIn } from '../harness/bytes-in.ts'
import { answers } from '../harness/engines/answers.ts'
import { hasEngine } from '../harness/engines/engine.ts'
import { startNats } from '../harness/engines/nats.ts'
import { freePort } from '../harness/free-port.ts'
import { createServiceProcess } from '../harness/service-process.ts'
import { OPERATOR_KEY } from '../harness/standalone.ts'
import { registerUniversity } from '../harness/university.ts'
import { waitUntil } from '../harness/wait-until.ts'

const MAIN = fileURLToPath(new URL('../../services/intake/src/main.ts', import.meta.url))
const MARK = 'zholbaryskhanov'

describe.runIf(hasEngine('nats', { own: true }))('intake over NATS', () => {
  it('leaves no byte of an erased article in the folder of the server, nor of its names', async () => {
    await using nats = await startNats()
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const intake = createServiceProcess(MAIN, {
      NATS_URL: nats.url,
      UNIWIRE_PUBLIC_URL: url,
      UNIWIRE_INTAKE_PORT: String(port),
      UNIWIRE_OPERATOR_KEY: OPERATOR_KEY,
    })
    try {
      intake.start()
      await waitUntil('intake', () => answers(`${url}/readyz`), 60_000)
      const university = await registerUniversity(url, 'forgetful')
      for (let n = 0; n < 20; n += 1)
        await university.put(`ice/${n}`, { title: `Ice report ${n}`, bodyText: 'Ice.' })
      const article = (n: number) => ({ title: `${MARK} ${n}`, bodyText: `About ${MARK}. `.repeat(50) })
      for (let n = 0; n < 5; n += 1) await university.put(`${MARK}/1`, article(n))
      expect(
        (await university.call('POST', `/articles/${MARK}%2F1/aliases`, { sourceId: `${MARK}-2` })).status,
      ).toBe(201)
      expect((await university.put(`${MARK}-2`, article(5))).status).toBe(200)
      const text = () => bytesIn(nats.folder).map((file) => file.text.toLowerCase())
      expect(text().some((file) => file.includes(MARK))).toBe(true)

      const erased = await fetch(`${url}/v1/universities/forgetful/articles/${MARK}-2/erase`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/json' },
        body: '{"basis":"Order 7"}',
      })
      expect(erased.status).toBe(200)
      expect((await university.put(`${MARK}/1`, article(6))).status).toBe(410)
      expect(await intake.end('SIGTERM')).toBe(0)
      await nats.stop()
      expect(text().some((file) => file.includes('ice report'))).toBe(true)
      expect(text().filter((file) => file.includes(MARK))).toEqual([])
    } finally {
      await intake.end('SIGKILL')
    }
  }, 180_000)
})
