import type { Warning } from '@uniwire/messages'
import { cleanText } from '@uniwire/newsroom'
import { MAX_PAYLOAD_BYTES } from '@uniwire/ports'
import { tokenise } from './html-tokens.ts'
import { htmlWriter } from './html-writer.ts'
import { MISSED } from './policy.ts'
import { startTags } from './start-tag.ts'

export interface SanitisedBody {
  /** `undefined`: what would be left is larger than an event may be. */
  readonly html: string | undefined
  /** Each once, the first 50. */
  readonly warnings: readonly Warning[]
}

const MOST_WARNINGS = 50

/**
 * What may stay of posted HTML (docs/content-policy.md): text, tables, figures, absolute links and images.
 * Nothing that runs, frames, styles or loads by itself. Nothing of the input's markup is copied: every tag is
 * written anew, and text is escaped, so what is safe does not depend on how a browser would have read the input.
 * NFC; stable on a second pass; linear in the length of the input.
 */
export function sanitise(html: string, base: string): SanitisedBody {
  const warnings = new Map<string, Warning>()
  const warn = (warning: Warning) => {
    if (warnings.size < MOST_WARNINGS) warnings.set(JSON.stringify(warning), warning)
  }
  const tags = startTags(base, warn)
  const writer = htmlWriter(MAX_PAYLOAD_BYTES)
  tokenise(cleanText(html), {
    open(name, attributes) {
      if (name === 'br') return writer.lineBreak()
      if (name === 'hr') return writer.rule()
      if (name === 'img') {
        const image = tags.image(attributes)
        return image === undefined ? undefined : writer.image(image)
      }
      const tag = name === 'a' ? tags.link(attributes) : tags.tag(name, attributes)
      if (tag !== undefined) writer.open(name, tag)
    },
    close: (name) => writer.close(name),
    text: (text, isDecoded) => writer.text(text, isDecoded),
    dropped: (name) => MISSED.has(name) && warn({ code: 'markup-dropped', element: name }),
  })
  return { html: writer.end(), warnings: [...warnings.values()] }
}
