import type { OperatorKey } from './operator-key.ts'

export interface SummaryConfig {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly dataFolder: string
  readonly operatorKey: string | undefined
}

/** Where to look, and how to post the first article; printed once the doors are open. */
export function summary(config: SummaryConfig, operator: OperatorKey, sampleKey: string | undefined): string {
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

function operatorLine({ key, isNew }: OperatorKey, { operatorKey, dataFolder }: SummaryConfig): string {
  if (isNew) return `${key}   (shown this once; kept in ${dataFolder}/operator-key)`
  return operatorKey === undefined ? `key in ${dataFolder}/operator-key` : 'key from UNIWIRE_OPERATOR_KEY'
}

function firstArticle(publicUrl: string, sampleKey: string | undefined): readonly string[] {
  const slug = sampleKey === undefined ? 'my-university' : 'nura'
  const university = `${publicUrl}/v1/universities/${slug}`
  return [
    ...(sampleKey === undefined ? registration(university) : []),
    '  Post an article:',
    '',
    `    curl -X PUT ${university}/articles/first \\`,
    `      -H 'Authorization: Bearer ${sampleKey ?? 'KEY'}' \\`,
    "      -H 'Content-Type: application/json' \\",
    `      -d '{"title":"Our first article","bodyText":"It is out."}'`,
    '',
  ]
}

/** Before a university of one's own can post: who it is, and its key. */
function registration(university: string): readonly string[] {
  const operator = "-H 'Authorization: Bearer OPERATOR_KEY'"
  const names = '{"kk":"Менің университетім","ru":"Мой университет","en":"My University"}'
  const site =
    '"homepage":"https://my-university.example/","timeZone":"Asia/Almaty","languages":["kk","ru","en"]'
  return [
    '  Register a university, and issue its KEY (shown once):',
    '',
    `    curl -X PUT ${university} \\`,
    `      ${operator} \\`,
    "      -H 'Content-Type: application/json' \\",
    `      -d '{"names":${names},${site}}'`,
    `    curl -X POST ${university}/keys ${operator}`,
    '',
  ]
}
