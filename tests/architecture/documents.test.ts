import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { folderOf } from './repository.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const at = (path: string) => join(ROOT, path)
const SOURCES = '{.ci,bench,infra,packages,services,tests}/**/*.{ts,js,sh,conf,map,yml,css}'
const DOCUMENTS = ['*.md', 'docs/**/*.md', 'packages/*/README.md']
/** What benchmarks write. */
const WRITTEN = /^bench\/(?:report|results)\b/
/** From the root, or from the package that the file belongs to. */
const PATH =
  /(?<![\w/.-])(?:bench|docs|infra|packages|services|tests)\/(?:[\w@{},*.-]+\/)*(?:[\w*.-]+\.(?:md|ts|js|sh|conf|map|yml|json)|(?<=\/))(?![\w/])/g

const documents = found(DOCUMENTS)
const everything = [...documents, ...found([SOURCES])]
const decisions = globSync('docs/decisions/*.md', { cwd: ROOT }).toSorted()

function found(patterns: readonly string[]) {
  return globSync(patterns, { cwd: ROOT, exclude: (path) => /node_modules/.test(path) }).map((path) => ({
    path,
    text: textOf(path),
  }))
}

function textOf(path: string): string {
  return readFileSync(at(path), 'utf8')
}

/** As GitHub makes the address of a heading. */
function anchorsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('the documents', () => {
  it('link to what is there', () => {
    const dead = documents.flatMap(({ path, text }) =>
      Array.from(text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g))
        .filter(([, to = '', anchor]) => {
          const file = to === '' ? path : join(dirname(path), to)
          return !existsSync(at(file)) || (anchor !== undefined && !anchorsOf(textOf(file)).includes(anchor))
        })
        .map(([link]) => `${path}: ${link}`),
    )
    expect(dead).toEqual([])
  })

  it('name files that are there, and so do comments', () => {
    const missing = everything.flatMap(({ path, text }) =>
      (text.match(PATH) ?? [])
        .filter((named) => !WRITTEN.test(named))
        .filter((named) => [ROOT, at(folderOf(path))].every((cwd) => globSync(named, { cwd }).length === 0))
        .map((named) => `${path}: ${named}`),
    )
    expect(missing).toEqual([])
  })
})

describe('everything', () => {
  it('names no path of a machine', () => {
    const machine = /(?:^|[^\w.])\/(?:home|Users|root|work)\/[a-z]/
    expect(everything.filter(({ text }) => machine.test(text)).map(({ path }) => path)).toEqual([])
  })
})

describe('the changelog', () => {
  it('begins with the version that this is', () => {
    const { version } = JSON.parse(textOf('package.json')) as { readonly version: string }
    expect(/^## (\S+)$/m.exec(textOf('CHANGELOG.md'))?.[1]).toBe(version)
  })
})

describe('the decisions', () => {
  it('are numbered without a gap, each in its name and its title', () => {
    const numbers = decisions.map((path) => ({
      inName: Number(/(\d{4})-[\w-]+\.md$/.exec(path)?.[1]),
      inTitle: Number(/^# (\d+)\. /.exec(textOf(path))?.[1]),
    }))
    expect(numbers).toEqual(decisions.map((_path, place) => ({ inName: place + 1, inTitle: place + 1 })))
  })

  it('are there where one is cited', () => {
    const cited = everything.flatMap(({ path, text }) =>
      Array.from(text.matchAll(/\bdecision (\d+)/g), ([, number]) => ({
        path,
        number: Number(number),
      })),
    )
    expect(cited.filter(({ number }) => number < 1 || number > decisions.length)).toEqual([])
  })
})
