import type { Connection } from '@uniwire/client'

/** What only a running standalone can do, for it has the files open. */
export interface AskServer {
  backUp(folder: string): Promise<unknown>
  /** One a line. */
  erasures(): Promise<string>
}

export function askServer({ baseUrl, key = '' }: Connection): AskServer {
  const ask = async (method: string, path: string): Promise<Response> => {
    const headers = { Authorization: `Bearer ${key}` }
    const response = await fetch(new URL(path, baseUrl), { method, headers }).catch((cause: unknown) => {
      throw new Error(`no answer from ${baseUrl}: is the standalone running, and is UNIWIRE_URL right?`, {
        cause,
      })
    })
    if (response.ok) return response
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  }
  return {
    backUp: async (folder) => (await ask('POST', `/v1/backups?folder=${encodeURIComponent(folder)}`)).json(),
    erasures: async () => (await ask('GET', '/v1/erasures')).text(),
  }
}
