import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface SourceFile {
  /** From the root of the repository, `services/intake/src/app.ts`. */
  readonly path: string
  readonly text: string
  /** Module specifiers as they are written. */
  readonly imports: readonly string[]
}

/** Every TypeScript file of packages and services, tests included. */
export function sourceFiles(): readonly SourceFile[] {
  return globSync('{packages,services}/*/{src,bench}/**/*.ts', { cwd: ROOT }).map((path) => {
    const text = readFileSync(ROOT + path, 'utf8')
    const imports = Array.from(
      text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g),
      ([, specifier = '']) => specifier,
    )
    return { path, text, imports }
  })
}

export interface Manifest {
  readonly folder: string
  readonly name: string
  readonly dependencies: readonly string[]
  readonly exports: unknown
}

export function manifests(): readonly Manifest[] {
  return globSync('{packages,services}/*/package.json', { cwd: ROOT }).map((path) => {
    const parsed = JSON.parse(readFileSync(ROOT + path, 'utf8')) as {
      name: string
      exports?: unknown
      dependencies?: Record<string, string>
    }
    const folder = path.replace('/package.json', '')
    return {
      folder,
      name: parsed.name,
      dependencies: Object.keys(parsed.dependencies ?? {}),
      exports: parsed.exports,
    }
  })
}

export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

export const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/')
export const isTest = (path: string): boolean => /\.(?:test|fixture)\.ts$|\/(?:bench|harness)\//.test(path)
