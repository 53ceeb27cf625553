import { join } from 'node:path'
import { NATS_VERSION } from './cache.ts'
import { needTool, runTool } from './run-tool.ts'

/** Compiles nats-server; minutes the first time, and what is compiled stays in Go's own cache. */
export async function buildNats(folder: string): Promise<void> {
  needTool('go', 'version', 'install Go 1.25 or newer, or set NATS_URL')
  await runTool({
    command: 'go',
    args: ['install', '-v', `github.com/nats-io/nats-server/v2@v${NATS_VERSION}`],
    env: { GOBIN: folder, CGO_ENABLED: '0' },
  })
}

export const natsServer = (folder: string): string => join(folder, 'nats-server')
