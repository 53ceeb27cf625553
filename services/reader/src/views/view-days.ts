import type { PublishedArticle } from '@uniwire/projection'
import type { DayViews } from '../pages/view-days.ts'

/**
 * Days on which an article could not be read yet are no days without views. One whose date was set later keeps
 * those on which it was read.
 */
export function sincePublished(
  days: readonly DayViews[] | undefined,
  { publishedAt }: Pick<PublishedArticle, 'publishedAt'>,
): readonly DayViews[] | undefined {
  const published = publishedAt.slice(0, 10)
  const first = days?.findIndex(({ day, views }) => views > 0 || day >= published) ?? -1
  return first < 0 ? days : days?.slice(first)
}
