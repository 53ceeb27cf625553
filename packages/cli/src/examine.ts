import type { Connection } from '@uniwire/client'

/** `unknown`: it could not be looked at, which is no illness. */
export interface Finding {
  readonly state: 'well' | 'ill' | 'unknown'
  readonly what: string
  readonly detail: string
}

/** Embargoes end by the server's clock, and leases of feeds by everybody's. */
const MOST_CLOCK_DIFFERENCE_MS = 5_000

/** What can be seen of a server from where the command runs; of one that does not answer, that alone. */
export async function examine(
  { baseUrl, key }: Connection,
  nowMs: () => number,
): Promise<readonly Finding[]> {
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(new URL(path, baseUrl), { headers })
  let ready: Response
  try {
    ready = await ask('/readyz')
  } catch {
    return [
      finding('ill', 'answers', `nothing at ${baseUrl}: is the server running, and is UNIWIRE_URL right?`),
    ]
  }
  const bodyAt = (path: string, headers?: Readonly<Record<string, string>>) =>
    ask(path, headers).then(bodyOf, () => undefined)
  const operator = key === undefined ? {} : { Authorization: `Bearer ${key}` }
  return [
    finding('well', 'answers', baseUrl),
    ...readiness(await bodyOf(ready)),
    clock(ready.headers.get('Date'), nowMs()),
    letters(await bodyAt('/v1/dead-letters', operator)),
    address(await bodyAt('/openapi.json'), baseUrl),
  ]
}

function readiness(body: unknown): readonly Finding[] {
  const checks = listIn(body, 'checks')
  if (checks.length === 0) return [finding('unknown', 'ready', '/readyz does not answer as Uniwire does')]
  return checks.map((check) => {
    const detail = textIn(check, 'detail')
    const name = textIn(check, 'name') ?? 'a check'
    const isReady = memberOf(check, 'ready') === true
    return finding(isReady ? 'well' : 'ill', `ready, ${name}`, detail ?? (isReady ? 'yes' : 'not yet'))
  })
}

function clock(date: string | null, nowMs: number): Finding {
  const apartMs = Math.abs(Date.parse(date ?? '') - nowMs)
  if (Number.isNaN(apartMs)) return finding('unknown', 'clock', 'the answer has no date')
  const detail = `${Math.round(apartMs / 1_000)} s from this machine’s`
  return finding(apartMs > MOST_CLOCK_DIFFERENCE_MS ? 'ill' : 'well', 'clock', detail)
}

function letters(body: unknown): Finding {
  if (memberOf(body, 'letters') === undefined)
    return finding('unknown', 'dead letters', 'only the operator may see them: set UNIWIRE_OPERATOR_KEY')
  const count = listIn(body, 'letters').length
  return count === 0
    ? finding('well', 'dead letters', 'none')
    : finding('ill', 'dead letters', `${count}: \`uniwire dead-letters\` shows them`)
}

/** Links, feeds and guids of pages carry the address that the server was told it has. */
function address(body: unknown, baseUrl: string): Finding {
  const publicUrl = textIn(listIn(body, 'servers')[0], 'url')
  if (publicUrl === undefined) return finding('unknown', 'address', 'the server does not say its own')
  const isSame = URL.canParse(publicUrl) && new URL(publicUrl).origin === new URL(baseUrl).origin
  const detail = isSame
    ? publicUrl
    : `it calls itself ${publicUrl} (UNIWIRE_PUBLIC_URL), and was asked at ${baseUrl}`
  return finding(isSame ? 'well' : 'unknown', 'address', detail)
}

function finding(state: Finding['state'], what: string, detail: string): Finding {
  return { state, what, detail }
}

async function bodyOf(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined)
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const member = memberOf(value, name)
  return Array.isArray(member) ? member : []
}

function textIn(value: unknown, name: string): string | undefined {
  const member = memberOf(value, name)
  return typeof member === 'string' ? member : undefined
}
