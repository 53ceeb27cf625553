import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes `ca.crt`, a certificate of `localhost` that it signed (`server.crt`, `server.key`), and an authority
 * that signed nothing, `other.crt`. By the machine's openssl, for nothing in Node makes a certificate.
 */
export function certify(folder: string): void {
  const openssl = (line: string) =>
    execFileSync('openssl', line.split(' '), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const newKey = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout'
  for (const name of ['ca', 'other']) {
    openssl(`req -x509 ${newKey} ${name}.key -out ${name}.crt -subj /CN=${name} -days 2`)
  }
  openssl(`req ${newKey} server.key -out server.csr -subj /CN=localhost`)
  writeFileSync(join(folder, 'san'), 'subjectAltName=DNS:localhost')
  const signing = '-CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile san'
  openssl(`x509 -req -in server.csr -out server.crt ${signing}`)
}
