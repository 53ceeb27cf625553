import { formatDay, formatNumber } from '@uniwire/messages'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { words } from './site-view.ts'

/** Views on one UTC day. */
export interface DayViews {
  readonly day: string
  readonly views: number
}

/** Of its place, so that two days never touch. */
const BAR_SHARE = 0.72
/** Three days are no three walls. */
const WIDEST_PERCENT = 8
/** A day with one view beside one with thousands is still seen. */
const LEAST_HEIGHT_PERCENT = 1.5
/** Round, and none leaves half of the frame empty. */
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]

/**
 * A chart of views by day, oldest first, and the same numbers as a table for who does not see it or wants them
 * exactly. Nothing for a single day, or where nobody read: the total says as much.
 *
 * Every place is a share of the width, so that one drawing fits a phone and a desk, and its letters are not
 * drawn out. It has no script; what a bar stands for is its title.
 */
export function viewDays(site: SiteView, days: readonly DayViews[] | undefined): Html | undefined {
  const most = mostOf(days ?? [])
  if (days === undefined || days.length < 2 || most === undefined) return undefined
  const text = words(site).viewDays
  const sum = days.reduce((all, { views }) => all + views, 0)
  return html`<section class="view-days" aria-labelledby="view-days">
    <h2 id="view-days">${text.title}</h2>
    <figure>
      <figcaption>
        ${text.sum(sum, days.length)}
        <span class="most">${text.most(formatNumber(site.language, most.views), shown(site, most.day))}</span>
      </figcaption>
      ${drawing(site, days, most)}
    </figure>
    <details>
      <summary>${text.numbers}</summary>
      ${table(site, days)}
    </details>
    <p class="note">${text.note}</p>
  </section>`
}

/** Decoration beside the table, so it is not read out. */
function drawing(site: SiteView, days: readonly DayViews[], most: DayViews): Html {
  const top = roundUp(most.views)
  const placePercent = 100 / days.length
  const widthPercent = Math.min(BAR_SHARE * placePercent, WIDEST_PERCENT)
  const levels = [top, top / 2].filter((views) => Number.isInteger(views))
  const last = days.length - 1
  return html`<svg class="bars" width="100%" height="128" aria-hidden="true" focusable="false">
    ${levels.map((views) => html`<line class="level" x1="0" y1="${heightOf(views, top)}" x2="100%" y2="${heightOf(views, top)}" />`)}
    ${days.map((each, n) => {
      const heightPercent = each.views === 0 ? 0 : Math.max(LEAST_HEIGHT_PERCENT, (100 * each.views) / top)
      const name = `bar${n === last ? ' today' : ''}${each === most ? ' highest' : ''}`
      return html`<g class="${name}">
        <title>${shown(site, each.day)}: ${words(site).counts.views(each.views)}</title>
        <rect
          class="place"
          x="${percent(n * placePercent)}"
          y="0"
          width="${percent(placePercent)}"
          height="100%"
        />
        <rect
          class="views"
          x="${percent((n + 0.5) * placePercent - widthPercent / 2)}"
          y="${percent(100 - heightPercent)}"
          width="${percent(widthPercent)}"
          height="${percent(heightPercent)}"
        />
      </g>`
    })}
    <line class="ground" x1="0" y1="100%" x2="100%" y2="100%" />
    ${levels.map((views) => html`<text x="0" y="${heightOf(views, top)}" dy="-4">${formatNumber(site.language, views)}</text>`)}
    <text x="0" y="100%" dy="20">${shown(site, days[0]?.day ?? '')}</text>
    <text x="100%" y="100%" dy="20" text-anchor="end">${shown(site, days[last]?.day ?? '')}</text>
  </svg>`
}

/** Of a level, from above. */
function heightOf(views: number, top: number): string {
  return percent(100 - (100 * views) / top)
}

/** Finer than a screen. */
function percent(share: number): string {
  return `${Math.round(share * 100) / 100}%`
}

function table(site: SiteView, days: readonly DayViews[]): Html {
  const text = words(site).viewDays
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${text.day}</th>
        <th scope="col">${text.views}</th>
      </tr>
    </thead>
    <tbody>
      ${days.map(
        ({ day, views }) =>
          html`<tr>
            <th scope="row"><time datetime="${day}">${shown(site, day)}</time></th>
            <td>${formatNumber(site.language, views)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function shown(site: SiteView, day: string): string {
  return formatDay(site.language, { value: day, precision: 'day', timeZone: 'UTC' })
}

/** The first of those with the most; `undefined` where no day has any. */
function mostOf(days: readonly DayViews[]): DayViews | undefined {
  const [first, ...rest] = days.filter(({ views }) => views > 0)
  return first && rest.reduce((most, each) => (each.views > most.views ? each : most), first)
}

/** 1, 2, 3 … 10, 15, 20 …: the least of these that is not below. */
function roundUp(views: number): number {
  const unit = 10 ** Math.floor(Math.log10(views))
  return unit * (STEPS.find((step) => step * unit >= views) ?? 10)
}
