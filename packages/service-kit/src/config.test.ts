import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig, settings } from './config.ts'

const schema = z.object({
  UNIWIRE_PORT: settings.port(4000),
  UNIWIRE_PUBLIC_URL: settings.publicUrl.optional(),
  UNIWIRE_OPERATOR_KEY: settings.operatorKey.optional(),
  UNIWIRE_LOG_LEVEL: settings.logLevel,
  UNIWIRE_HUB_ALLOW_PRIVATE: settings.flag('false'),
})
const messageOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(schema, environment)
    return 'taken'
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('the configuration', () => {
  it('has a default for what is unset or empty', () => {
    expect(readConfig(schema, { UNIWIRE_PORT: '' })).toEqual({
      UNIWIRE_PORT: 4000,
      UNIWIRE_LOG_LEVEL: 'info',
      UNIWIRE_HUB_ALLOW_PRIVATE: false,
    })
  })

  it('is typed', () => {
    const read = readConfig(schema, {
      UNIWIRE_PORT: '80',
      UNIWIRE_PUBLIC_URL: 'https://Wire.example/',
      UNIWIRE_HUB_ALLOW_PRIVATE: 'true',
    })
    expect(read).toMatchObject({ UNIWIRE_PORT: 80, UNIWIRE_HUB_ALLOW_PRIVATE: true })
    expect(read.UNIWIRE_PUBLIC_URL).toBe('https://wire.example')
  })

  it.each([
    ['UNIWIRE_PORT', 'http'],
    ['UNIWIRE_PORT', '65536'],
    ['UNIWIRE_PORT', '-1'],
    ['UNIWIRE_PUBLIC_URL', 'wire.example'],
    ['UNIWIRE_PUBLIC_URL', 'ftp://wire.example'],
    ['UNIWIRE_PUBLIC_URL', 'https://wire.example/news'],
    ['UNIWIRE_PUBLIC_URL', 'https://wire.example/?a'],
    ['UNIWIRE_PUBLIC_URL', 'https://user@wire.example/'],
    ['UNIWIRE_OPERATOR_KEY', 'fifteen-letters'],
    ['UNIWIRE_OPERATOR_KEY', 'sixteen letters!'],
    ['UNIWIRE_LOG_LEVEL', 'loud'],
    ['UNIWIRE_HUB_ALLOW_PRIVATE', 'yes'],
  ])('names %s when it is %s', (name, value) => {
    const message = messageOf({ [name]: value })
    expect(message).toContain(`  ${name}: `)
    expect(message).toContain('.env.example')
  })

  it('names every wrong setting at once, and never says the value of one', () => {
    const message = messageOf({ UNIWIRE_PORT: 'x', UNIWIRE_OPERATOR_KEY: 'too-short' })
    expect(message).toMatch(/UNIWIRE_PORT[^]*UNIWIRE_OPERATOR_KEY/)
    expect(message).not.toContain('too-short')
  })
})
