import { ConfigError } from '@uniwire/service-kit'
import type { StandaloneConfig } from './config.ts'
import type { OperatorKey } from './operator-key.ts'

/** Where to look, and how to post the first article; printed once the doors are open. */
export function summary(
  config: StandaloneConfig,
  operator: OperatorKey,
  sampleKey: string | undefined,
): string {
  const { publicUrl, dataFolder } = config
  const lines = [
    '',
    '  Uniwire is ready.',
    '',
    `  Site        ${publicUrl}/`,
    `  Search      ${publicUrl}/search`,
    `  Feeds       ${publicUrl}/feeds/all.rss   .atom   .json`,
    `  Changes     ${publicUrl}/v1/changes`,
    `  API         ${publicUrl}/docs`,
    `  Data        ${dataFolder}`,
    `  Operator    ${operatorLine(operator, config)}`,
    '',
    ...firstArticle(publicUrl, sampleKey),
    '  Ctrl-C stops.',
    '',
  ]
  return `${lines.join('\n')}\n`
}

function operatorLine({ key, isNew }: OperatorKey, { operatorKey, dataFolder }: StandaloneConfig): string {
  if (isNew) return `${key}   (shown this once; kept in ${dataFolder}/operator-key)`
  return operatorKey === undefined ? `key in ${dataFolder}/operator-key` : 'key from UNIWIRE_OPERATOR_KEY'
}

function firstArticle(publicUrl: string, sampleKey: string | undefined): readonly string[] {
  const issue = [
    '  A key for a university (its text is shown once):',
    '',
    `    curl -X POST ${publicUrl}/v1/universities/nura/keys -H 'Authorization: Bearer OPERATOR_KEY'`,
    '',
  ]
  return [
    ...(sampleKey === undefined ? issue : []),
    '  Post an article:',
    '',
    `    curl -X PUT ${publicUrl}/v1/universities/nura/articles/first \\`,
    `      -H 'Authorization: Bearer ${sampleKey ?? 'uw_…'}' \\`,
    "      -H 'Content-Type: application/json' \\",
    `      -d '{"title":"Our first article","bodyText":"It is out."}'`,
    '',
  ]
}

/** What went wrong at start, for the person at the terminal: the sentence, not the stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConfigError) return `${error.message}\n`
  if (!(error instanceof Error)) return `${String(error)}\n`
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken by another program. Stop it, or choose another one with UNIWIRE_PORT.\n'
  }
  return 'code' in error ? `${error.message}\n` : `${error.stack ?? error.message}\n`
}
