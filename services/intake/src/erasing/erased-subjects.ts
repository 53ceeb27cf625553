import { articleSubject } from '@uniwire/events'
import type { DeadLetter } from '@uniwire/events'
import type { ArticleAlias, ArticleId } from '@uniwire/newsroom'
import type { Erased } from '../store/remembered.ts'

interface Letter {
  readonly subject: string
  readonly sequence: number
}

/**
 * What belongs together when something is to be destroyed, in whatever order the log tells of it. Each `add`
 * gives the erasure that has something new to destroy.
 */
export interface ErasedSubjects {
  addErased(erased: Erased): Erased
  addAlias(alias: Pick<ArticleAlias, 'id' | 'target'>): Erased | undefined
  addLetter(about: DeadLetter, at: Letter): Erased | undefined
  aliasesOf(id: ArticleId): readonly ArticleId[]
  /** Dead letters about events of an article's subject. */
  lettersAbout(subject: string): readonly Letter[]
  forgetArticles(): void
  forgetLetters(): void
}

export function createErasedSubjects(): ErasedSubjects {
  const erasedBySubject = new Map<string, Erased>()
  const erasedById = new Map<ArticleId, Erased>()
  const aliases = new Map<ArticleId, ArticleId[]>()
  const letters = new Map<string, Letter[]>()
  return {
    addErased(erased) {
      erasedBySubject.set(articleSubject(erased.university, erased.id), erased)
      erasedById.set(erased.id, erased)
      return erased
    },
    addAlias({ id, target }) {
      aliases.set(target, [...(aliases.get(target) ?? []), id])
      return erasedById.get(target)
    },
    addLetter(about, { subject, sequence }) {
      letters.set(about.subject, [...(letters.get(about.subject) ?? []), { subject, sequence }])
      return erasedBySubject.get(about.subject)
    },
    aliasesOf: (id) => aliases.get(id) ?? [],
    lettersAbout: (subject) => letters.get(subject) ?? [],
    forgetArticles() {
      erasedBySubject.clear()
      erasedById.clear()
      aliases.clear()
    },
    forgetLetters: () => letters.clear(),
  }
}
