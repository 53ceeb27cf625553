import { readdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MissingToolError, needTool, outputOf, runTool } from './run-tool.ts'

/** Every machine has these, and another copy of them does not fit to its loader. */
const OF_THE_MACHINE = new Set(['libc6', 'libgcc-s1', 'libcrypt1'])

/** Debian's packages and their libraries, unpacked beside the system and not into it: no root needed. */
export async function unpackRedis(folder: string): Promise<void> {
  const advice = 'only Debian and its kin are served; start Redis 7 otherwise and set REDIS_URL'
  needTool('apt-get', '--version', advice)
  needTool('dpkg', '--version', advice)
  const packages = ['redis-server', 'redis-tools', ...librariesOf('redis-tools')]
  const archives = join(folder, 'archives')
  await mkdir(archives, { recursive: true })
  await runTool({ command: 'apt-get', args: ['download', ...packages], cwd: archives })
  for (const archive of readdirSync(archives)) {
    await runTool({ command: 'dpkg', args: ['-x', join(archives, archive), folder] })
  }
  await rm(archives, { recursive: true })
}

export const redisServer = (folder: string): string => join(folder, 'usr', 'bin', 'redis-server')

/** Value of `LD_LIBRARY_PATH`. */
export function redisLibraries(folder: string): string {
  return ['usr/lib', 'lib']
    .map((name) => join(folder, name))
    .flatMap((parent) => [parent, ...foldersIn(parent).map((name) => join(parent, name))])
    .join(':')
}

function foldersIn(parent: string): readonly string[] {
  try {
    return readdirSync(parent).filter((name) => name.endsWith('-linux-gnu'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Names differ between releases (`libssl3`, `libssl3t64`), so the package lists are asked. */
function librariesOf(name: string): readonly string[] {
  const libraries = new Set<string>()
  let unseen = [name]
  while (unseen.length > 0) {
    const answer = outputOf('apt-cache', ['depends', ...unseen])
    if (!answer?.includes('Depends:')) {
      throw new MissingToolError('the package lists are missing: run `apt-get update` as root, once')
    }
    const found = Array.from(answer.matchAll(/^ *\|?Depends: (lib\S+)$/gm), ([, library = '']) => library)
    unseen = found.filter((library) => !OF_THE_MACHINE.has(library) && !libraries.has(library))
    for (const library of unseen) libraries.add(library)
  }
  return [...libraries]
}
