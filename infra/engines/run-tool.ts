import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

export interface ToolCall {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Something on this machine is missing; the message says what and how to get it. */
export class MissingToolError extends Error {
  override readonly name = 'MissingToolError'
  readonly code = 'missing-tool'
}

/** Runs a program of the machine and shows what it prints; rejects unless it exits with 0. */
export async function runTool({ command, args, cwd, env }: ToolCall): Promise<void> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ''} ended with ${code}`)
}

/** What a program prints; `undefined` when it is not there or fails. */
export function outputOf(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

/** Asks for the version, for some tools are found and do not run. */
export function needTool(command: string, versionArgument: string, advice: string): void {
  if (outputOf(command, [versionArgument]) === undefined) {
    throw new MissingToolError(`${command} is missing: ${advice}`)
  }
}
