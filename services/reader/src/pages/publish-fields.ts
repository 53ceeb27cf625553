import type { PublishField, PublishMessages, SiteMessages } from '@uniwire/messages'
import type { Html } from './markup.ts'
import { html } from './markup.ts'

/** Fields of the draft in reading order; each has a place for its evidence and for what is wrong with it. */
export function publishFields(
  check: PublishMessages['check'],
  languages: SiteMessages['contentLanguages'],
): readonly Html[] {
  const field = (name: PublishField, control: (described: Html) => Html, text?: string) =>
    html`<div class="field" id="field-${name}">
      <label for="${name}">${check.fields[name]}</label>
      ${control(describedBy(name, text !== undefined))} ${text !== undefined && hint(name, text)}
      <div class="evidence" id="${name}-evidence"></div>
      <p class="wrong" id="${name}-wrong" hidden></p>
    </div>`
  const line = (name: PublishField, maxLength: number) => (described: Html) =>
    html`<input id="${name}" maxlength="${maxLength}" autocomplete="off" ${described} />`
  const language = (described: Html) =>
    html`<select id="language" ${described}>
      <option value="">${check.detected}</option>
      ${Object.entries(languages).map(([value, name]) => html`<option value="${value}">${name}</option>`)}
    </select>`
  const body = (described: Html) => html`<textarea id="bodyText" rows="16" ${described}></textarea>`
  const count = (described: Html) =>
    html`<input id="legacyViews" inputmode="numeric" autocomplete="off" ${described} />`
  return [
    field('title', line('title', 300)),
    field('bodyText', body),
    field('publishedAt', line('publishedAt', 40), check.publishedAtHint),
    field('language', language),
    field('byline', line('byline', 200)),
    field('categories', line('categories', 1_000), check.categoriesHint),
    field('url', line('url', 2_000)),
    field('legacyViews', count),
    field('embargoedUntil', line('embargoedUntil', 40), check.embargoHint),
  ]
}

export function hint(id: string, text: string): Html {
  return html`<span class="hint" id="${id}-hint">${text}</span>`
}

function describedBy(name: PublishField, hasHint: boolean): Html {
  const first = hasHint ? `${name}-hint ` : ''
  return html`aria-describedby="${first}${name}-evidence ${name}-wrong"`
}
