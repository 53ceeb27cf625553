import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const GUIDE = new URL('../../docs/publishing.md', import.meta.url)
const CLIENT = fileURLToPath(new URL('../../packages/client', import.meta.url))
/** A program of the guide says its language and its own name after the fence. */
const PROGRAM = /^```\w+ (?<file>\S+)\n(?<text>.*?)^```$/gms
/** Of a process that hangs, on a machine that runs other tests as well. */
const LONGEST_RUN_MS = 100_000

export interface Printed {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The programs of docs/publishing.md in a folder, as somebody who copied them has them. */
export interface Guide extends AsyncDisposable {
  readonly files: readonly string[]
  path(file: string): string
  /** Writes a file beside the programs. */
  write(file: string, text: string): Promise<string>
  /** Runs a command in that folder, with these settings and nothing else in its environment. */
  run(command: readonly string[], settings: Readonly<Record<string, string>>): Promise<Printed>
}

export async function unpackGuide(): Promise<Guide> {
  const folder = await mkdtemp(join(tmpdir(), 'uniwire-guide-'))
  const path = (file: string) => join(folder, file)
  const write = async (file: string, text: string) => {
    await writeFile(path(file), text)
    return path(file)
  }
  const files: string[] = []
  for (const { groups } of (await readFile(GUIDE, 'utf8')).matchAll(PROGRAM)) {
    const { file = '', text = '' } = groups ?? {}
    files.push(file)
    await write(file, text)
  }
  await write('package.json', '{"type":"module"}')
  await mkdir(path('node_modules/@uniwire'), { recursive: true })
  await symlink(CLIENT, path('node_modules/@uniwire/client'))
  return {
    files,
    path,
    write,
    run: ([program = '', ...parameters], settings) => run(folder, program, parameters, settings),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

async function run(
  cwd: string,
  program: string,
  parameters: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Printed> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(program, parameters, {
    cwd,
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_RUN_MS,
    killSignal: 'SIGKILL',
  })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  await once(child, 'close')
  return { code: child.exitCode, ...printed }
}
