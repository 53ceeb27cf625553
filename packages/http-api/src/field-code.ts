import type { FieldProblem } from '@uniwire/messages'
import type { z } from '@hono/zod-openapi'

/**
 * A rule of our own that zod has no issue for. The problem's code travels in the issue's `params`, so
 * that the edge can say it in the caller's language.
 */
export function refuse<T>(context: z.RefinementCtx<T>, problem: FieldProblem): void {
  context.addIssue({ code: 'custom', params: { problem } })
}
