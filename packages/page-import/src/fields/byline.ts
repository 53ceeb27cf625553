import { readDateline } from '../head/dateline.ts'
import type { Confidence, Evidence } from '../evidence.ts'
import type { Head } from '../head/head.ts'
import { fieldLabelsIn } from '../words/label-match.ts'
import type { LabelKind } from '../words/labels.ts'
import { endOfValue } from './label-value.ts'
import type { KnownLine } from '../lines/line-kind.ts'
import { spanOf } from '../lines/lines.ts'
import type { DeclaredValue } from '../page.ts'
import { foldPhrase } from '../words/phrases.ts'
import { wordList } from '../words/word-list.ts'
import type { Tail } from '../tail/tail.ts'

interface Credit {
  readonly value: string
  readonly rule: string
  readonly confidence: Confidence
  readonly start: number | null
  readonly end: number | null
}

const ACCOUNTS = new Set(
  wordList(`
    admin, administrator, super user, superuser, root, user, webmaster, web master, moderator, editor,
    manager, content manager, site admin, guest, redaktor, test, author,
    администратор, админ, модератор, редактор, редактор сайта, контент-менеджер, администрация,
    администрация сайта, пользователь, вебмастер, гость, әкімшілік, әкімші, сайт әкімшісі, модератор,
    редактор, пайдаланушы, ákimshilik`).map(foldPhrase),
)

/**
 * The sign-off; else the author or source credited; else the labelled author, then the service of the dateline. What
 * is not taken is an alternative (contract §4).
 */
export function findByline(
  lines: readonly KnownLine[],
  head: Head,
  tail: Tail,
  declared: readonly DeclaredValue[],
): Evidence<string> | null {
  const credits = [
    ...signOffOf(tail),
    ...creditsIn(lines, head, tail, ['author'], 'author-label'),
    ...authorBehindDate(head),
    ...authorBeforeDate(head),
    ...byLines(lines, head),
    ...creditsIn(lines, head, tail, ['source'], 'source-label'),
    ...declared.map((author): Credit => ({ ...author, confidence: confidenceOf(author.value, 'high') })),
    ...datelineServiceOf(lines[head.firstText]),
  ]
  const ranked = [
    ...credits.filter((credit) => credit.confidence !== 'low'),
    ...credits.filter((credit) => credit.confidence === 'low'),
  ]
  const [best, ...others] = ranked
  if (best === undefined) return null
  const alternatives = [...new Set(others.map((other) => other.value))].filter(
    (value) => value !== best.value,
  )
  return { ...best, alternatives }
}

function signOffOf({ signOff }: Tail): readonly Credit[] {
  if (signOff === null) return []
  const { line, confidence } = signOff
  const hasMark = line.ending === 'comma' || (line.ending === 'stop' && !/\p{Lu}\.$/u.test(line.text))
  const to = line.text.length - (hasMark ? 1 : 0)
  return [{ value: line.text.slice(0, to), rule: 'sign-off', confidence, ...spanOf(line, 0, to) }]
}

/** Credits stand in the head or at the foot; one inside the text belongs to a picture there. */
function creditsIn(
  lines: readonly KnownLine[],
  head: Head,
  tail: Tail,
  kinds: readonly LabelKind[],
  rule: string,
): readonly Credit[] {
  return lines.flatMap((line) => {
    const isInside = line.index > head.firstText && line.index < tail.lastText
    if (isInside || line.kind === 'paragraph' || line.kind === 'dump' || isElsewhere(line, head)) return []
    return fieldLabelsIn(line.text, kinds).flatMap((label): readonly Credit[] => {
      const to = endOfValue(line.text, label)
      const value = line.text.slice(label.end, to)
      if (!/\p{L}/u.test(value) || value.length > 120) return []
      return [{ value, rule, confidence: confidenceOf(value, 'high'), ...spanOf(line, label.end, to) }]
    })
  })
}

/** `Posted on 12 March 2021 by Dana Omarova in News`. */
function authorBehindDate({ dated }: Head): readonly Credit[] {
  if (dated === null) return []
  const { line, date } = dated
  const found = /^([\s,|•·-]{0,3}by\s+)(\p{L}[^|,;]{1,60}?)(?=\s+in\s|\s*[|,;•·]|\s*$)/iu.exec(
    line.text.slice(date.outerEnd),
  )
  const [, before, value] = found ?? []
  if (before === undefined || value === undefined) return []
  const from = date.outerEnd + before.length
  return [
    {
      value,
      rule: 'author-label',
      confidence: confidenceOf(value, 'high'),
      ...spanOf(line, from, from + value.length),
    },
  ]
}

/** `Submitted by press on …` has its label; `Опубликовано admin - ср, 14.02.2024 - 10:15` is as much. */
function authorBeforeDate({ dated }: Head): readonly Credit[] {
  if (dated?.role !== 'labelled') return []
  const { line, date } = dated
  const label = fieldLabelsIn(line.text, ['published']).findLast(({ end }) => end <= date.outerStart)
  const between = label === undefined ? '' : line.text.slice(label.end, date.outerStart)
  const value = /^(?!online)[\p{L}\p{N}_.-]{3,}(?: \p{Lu}[\p{L}.-]+){0,2}(?=(?:\son)?[\s,–—-]*$)/u.exec(
    between,
  )?.[0]
  if (label === undefined || value === undefined) return []
  const span = spanOf(line, label.end, label.end + value.length)
  return [{ value, rule: 'author-label', confidence: confidenceOf(value, 'medium'), ...span }]
}

/** `By Dana Omarova`, in a line of its own beside the date. */
function byLines(lines: readonly KnownLine[], { anchor }: Head): readonly Credit[] {
  const near = anchor === null ? [] : lines.slice(Math.max(0, anchor - 3), anchor + 4)
  return near.flatMap((line): readonly Credit[] => {
    const value = line.kind === 'credit' ? /^by (.+)$/iu.exec(line.text)?.[1] : undefined
    if (value === undefined) return []
    return [
      {
        value,
        rule: 'author-label',
        confidence: confidenceOf(value, 'high'),
        ...spanOf(line, 3, line.text.length),
      },
    ]
  })
}

/** Far above the head, credits are those of other things on the page. */
function isElsewhere(line: KnownLine, head: Head): boolean {
  return line.index < (head.anchor ?? head.textFrom) - 12
}

function datelineServiceOf(line: KnownLine | undefined): readonly Credit[] {
  const service = line === undefined ? null : (readDateline(line.text)?.service ?? null)
  if (line === undefined || service === null) return []
  const { from, to } = service
  return [
    {
      value: line.text.slice(from, to),
      rule: 'dateline-service',
      confidence: 'medium',
      ...spanOf(line, from, to),
    },
  ]
}

/** The name of an account says who typed, not who wrote. */
function confidenceOf(name: string, otherwise: Confidence): Confidence {
  return ACCOUNTS.has(foldPhrase(name)) || /^[a-z0-9_.-]+$/.test(name) || /\d$/.test(name) ? 'low' : otherwise
}
