import type { ArticleInput, NinjsInput } from '@uniwire/http-api'
import { articleInput } from '@uniwire/http-api'
import type { Warning } from '@uniwire/messages'
import type { University } from '@uniwire/newsroom'
import type { PostedNinjs } from '@uniwire/ninjs'
import { fromNinjs } from '@uniwire/ninjs'
import { ProblemError, fieldErrors, invalidFields } from '@uniwire/service-kit'

/** An article in our own words, or as ninjs. */
export type PostedBody =
  (ArticleInput & { readonly sourceId?: string | undefined }) | { readonly ninjs: NinjsInput }

export interface Posted {
  readonly input: ArticleInput
  /** As the body has it; not checked. */
  readonly sourceId: string | undefined
}

interface ReadPosted {
  /** Whatever is refused points into the document as it was posted; its own warnings come last. */
  publish<W extends { readonly warnings: readonly Warning[] }>(
    write: (posted: Posted) => Promise<W>,
  ): Promise<W>
}

export function readPosted(body: PostedBody, university: University): ReadPosted {
  if (!('ninjs' in body)) {
    const { sourceId, ...input } = body
    return { publish: (write) => write({ input, sourceId }) }
  }
  const posted = fromNinjs(body.ninjs, university.homepage)
  const input = checkedInput(posted)
  const { ignored, sourceId } = posted
  return {
    async publish(write) {
      try {
        const written = await write({ input, sourceId: sourceId.value })
        if (ignored.length === 0) return written
        return { ...written, warnings: [...written.warnings, { code: 'members-ignored', members: ignored }] }
      } catch (error) {
        throw error instanceof ProblemError ? pointingInto(posted, error) : error
      }
    },
  }
}

/** Every wrong field at once: what no article can be made of, and what an article refuses. */
function checkedInput(posted: PostedNinjs): ArticleInput {
  const parsed = articleInput.safeParse(posted.article)
  const refused = parsed.success ? [] : fieldErrors(parsed.error, posted.article)
  const fields = refused
    // That there is no body is said in the words of ninjs among the errors.
    .filter(({ problem }) => problem.code !== 'no-body')
    .map(({ pointer, problem }) => ({ pointer: posted.pointerOf(pointer), problem }))
  if (parsed.success && posted.errors.length === 0) return parsed.data
  throw invalidFields([...posted.errors, ...fields])
}

function pointingInto({ pointerOf, sourceId }: PostedNinjs, error: ProblemError): ProblemError {
  const fields = error.fields.map(({ pointer, problem }) => ({
    pointer: pointer === '/sourceId' ? sourceId.pointer : pointerOf(pointer),
    problem,
  }))
  return new ProblemError(error.problem, fields, error.extensions)
}
