import { defineConfig } from 'vitest/config'
import { LeftOutReporter } from './tests/harness/left-out-reporter.ts'

/** For machines that read the counts: `VITEST_JSON` names the file. */
const json = process.env['VITEST_JSON']

/** Tests stand beside what they test; suites that cross packages live in `tests/`. */
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'services/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    reporters: [
      'default',
      new LeftOutReporter(),
      ...(json === undefined ? [] : [['json', { outputFile: json }] satisfies ['json', object]]),
    ],
    testTimeout: 30_000,
    // Hooks start engines and whole compositions; a busy machine may take minutes for that, and breaks no promise.
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
})
