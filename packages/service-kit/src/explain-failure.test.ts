import { describe, expect, it } from 'vitest'
import { ConfigError } from './config.ts'
import { explainFailure } from './explain-failure.ts'

describe('a failed start', () => {
  it('is told in a sentence when it can be mended, with the stack when it cannot', () => {
    expect(explainFailure(new ConfigError(['UNIWIRE_PORT: no']))).toMatch(/^The [^]*\n {2}UNIWIRE_PORT: no\n/)
    const taken = Object.assign(new Error('listen'), { code: 'EADDRINUSE' })
    expect(explainFailure(taken, 'UNIWIRE_PORT')).toContain('with UNIWIRE_PORT.')
    const denied = Object.assign(new Error("EACCES: permission denied, mkdir 'x'"), { code: 'EACCES' })
    expect(explainFailure(denied)).toBe("EACCES: permission denied, mkdir 'x'\n")
    expect(explainFailure(new TypeError('odd'))).toMatch(/TypeError: odd\n\s+at /)
    expect(explainFailure('text')).toBe('text\n')
  })
})
