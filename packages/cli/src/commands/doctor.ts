import type { Connection } from '@uniwire/client'
import type { Command } from 'commander'
import type { Finding } from '../examine.ts'
import { examine } from '../examine.ts'

const MARKS = { well: 'well ', ill: 'ILL  ', unknown: '?    ' } as const satisfies Record<
  Finding['state'],
  string
>

/** Looks at a running server from outside, and says what an operator would have to look for. */
export function doctorCommand(program: Command, connection: () => Connection, nowMs: () => number): void {
  program
    .command('doctor')
    .description('whether the server answers, is ready, has given up nothing, and agrees on time and address')
    .action(async () => {
      const findings = await examine(connection(), nowMs)
      for (const { state, what, detail } of findings)
        process.stdout.write(`${MARKS[state]}${what}: ${detail}\n`)
      if (findings.some(({ state }) => state === 'ill')) process.exitCode = 1
    })
}
