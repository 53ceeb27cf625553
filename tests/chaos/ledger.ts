/** One write to one article, as its university means it. */
export interface Step {
  readonly sourceId: string
  readonly verb: 'publish' | 'revise' | 'withdraw' | 'restore'
  /** The revision that readers see after it; 0 when they see none. */
  readonly shows: number
  readonly publishedAt: string
}

/** What the service promised about a step. */
export interface Answer {
  readonly id: string
  readonly sequence: number
  readonly version: number
}

/** One article has one writer, who waits for each answer: at most the last step is without one. */
export interface Account {
  readonly steps: readonly Step[]
  readonly answers: readonly Answer[]
}

/**
 * What was sent and what was acknowledged, written down by those who did it. Nothing in it comes from the
 * product but the answers; nothing in it is ever changed.
 */
export interface Ledger {
  readonly slug: string
  sent(step: Step): void
  acknowledged(step: Step, answer: Answer): void
  account(sourceId: string): Account
  accounts(): readonly Account[]
  /** Every acknowledged step, in the order of the log. */
  promised(): readonly { readonly step: Step; readonly answer: Answer }[]
}

export function createLedger(slug: string): Ledger {
  const accounts = new Map<string, { steps: Step[]; answers: Answer[] }>()
  const accountOf = (sourceId: string) => {
    const known = accounts.get(sourceId) ?? { steps: [], answers: [] }
    accounts.set(sourceId, known)
    return known
  }
  return {
    slug,
    sent: (step) => void accountOf(step.sourceId).steps.push(step),
    acknowledged: (step, answer) => void accountOf(step.sourceId).answers.push(answer),
    account: (sourceId) => accounts.get(sourceId) ?? { steps: [], answers: [] },
    accounts: () => [...accounts.values()],
    promised: () =>
      [...accounts.values()]
        .flatMap(({ steps, answers }) =>
          steps.flatMap((step, n) => {
            const answer = answers[n]
            return answer === undefined ? [] : [{ step, answer }]
          }),
        )
        .toSorted((a, b) => a.answer.sequence - b.answer.sequence),
  }
}

/**
 * The revisions of an article that may be seen in an answer that contains the log up to `position`: those
 * after its last step known to be in there, and after every step sent since, for nobody knows of them yet.
 */
export function possibleAt({ steps, answers }: Account, position: number): readonly number[] {
  const certain = answers.findLastIndex(({ sequence }) => sequence <= position) + 1
  const shown = [0, ...steps.map(({ shows }) => shows)]
  return shown.slice(certain)
}

export interface VisibleArticle {
  readonly id: string
  readonly title: string
  readonly publishedAt: string
}

/** When nothing is under way: what readers must see, newest first. */
export function visibleArticles(ledgers: readonly Ledger[]): readonly VisibleArticle[] {
  return ledgers
    .flatMap((ledger) => ledger.accounts())
    .flatMap(({ steps, answers }) => {
      const [step, answer] = [steps.at(-1), answers.at(-1)]
      if (step === undefined || answer === undefined || step.shows === 0) return []
      return [{ id: answer.id, title: titleOf(step.sourceId, step.shows), publishedAt: step.publishedAt }]
    })
    .toSorted((a, b) => b.publishedAt.localeCompare(a.publishedAt))
}

/** Of articles that were withdrawn and not restored. */
export function withdrawnIds(ledger: Ledger): readonly string[] {
  return ledger
    .accounts()
    .flatMap(({ steps, answers }) => (steps.at(-1)?.shows === 0 ? (answers.at(-1)?.id ?? []) : []))
}

/** The title says which revision it is, so that whoever reads it can be held to the ledger. */
export const titleOf = (sourceId: string, revision: number): string =>
  `Article ${sourceId} revision ${revision}`

export function readTitle(
  title: string,
): { readonly sourceId: string; readonly revision: number } | undefined {
  const [, sourceId, revision] = /^Article (\S+) revision (\d+)$/.exec(title) ?? []
  return sourceId === undefined ? undefined : { sourceId, revision: Number(revision) }
}
