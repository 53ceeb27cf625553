import type { Reporter, TestModule } from 'vitest/node'

/** Why a whole file of tests may be left out; the files say so themselves while they run. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /flow\/distributed|chaos\//,
    'the three engines are not here: `pnpm engines`, and UNIWIRE_ENGINES=required',
  ],
  [/browser\//, 'no browser here: `apt-get install chromium`, or UNIWIRE_BROWSER'],
  [/^tests\/compose/, 'no Docker with compose answers, or UNIWIRE_COMPOSE=none'],
  [/documents\/(guide|wordpress)/, 'no curl, python3 or php here: `apt-get install curl python3 php-cli`'],
  [/real-pages/, 'the five real pages are not beside the repository (../shared/pages)'],
  [/\.nats\.|adapter-nats|engines\/nats/, 'no NATS here: `pnpm engines nats`, or NATS_URL'],
  [/\.redis\.|adapter-redis|engines\/redis/, 'no Redis here: `pnpm engines redis`, or REDIS_URL'],
  [
    /\.elasticsearch\.|adapter-elasticsearch|engines\/elasticsearch/,
    'no Elasticsearch here: `pnpm engines elasticsearch`, or ELASTICSEARCH_URL',
  ],
]

/** After the run: what ran, what was left out, and why. */
export class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({ module, test })),
    )
    const leftOut = tests.filter(({ test }) => test.result().state === 'skipped')
    const files = new Set(leftOut.map(({ module }) => module.relativeModuleId))
    process.stdout.write(`\n Ran ${tests.length - leftOut.length} tests of ${modules.length} files.\n`)
    for (const file of files) {
      const count = leftOut.filter(({ module }) => module.relativeModuleId === file).length
      const reason = REASONS.find(([pattern]) => pattern.test(file))?.[1] ?? 'see the file'
      process.stdout.write(` Left out: ${count} of ${file}: ${reason}.\n`)
    }
    if (files.size === 0) process.stdout.write(' Nothing was left out.\n')
  }
}
