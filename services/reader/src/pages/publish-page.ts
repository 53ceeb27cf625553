import type { PublishMessages } from '@uniwire/messages'
import { messages } from '@uniwire/messages'
import { layout } from './layout.ts'
import type { Html } from './markup.ts'
import { html, jsonText } from './markup.ts'
import { hint, publishFields } from './publish-fields.ts'
import { publishScriptPath } from './publish-script.ts'
import type { SiteView } from './site-view.ts'
import { words } from './site-view.ts'
import { publishStylesheetPath } from './stylesheet.ts'

export interface PublishView {
  readonly site: SiteView
  readonly universities: readonly { readonly slug: string; readonly name: string }[]
}

/** Longest page that intake reads, in characters of one byte (contract §4). */
const MAX_PAGE_CHARACTERS = 2_000_000

/** The page for press offices (contract §1): every step is here and hidden; the script shows them. */
export function publishPage({ site, universities }: PublishView): Html {
  const text = messages[site.language].publish
  const main = html`<header class="opening">
      <h1>${text.title}</h1>
      <p>${text.lead}</p>
      <noscript><p class="notice">${text.needsScript}</p></noscript>
    </header>
    <div class="desk" id="desk" hidden>
      <p class="notice" id="status" role="status" hidden></p>
      ${keyStep(text, universities)} ${pasteStep(text)} ${checkStep(site, text)}
      <section id="done" aria-labelledby="done-heading" hidden>
        <h2 id="done-heading" tabindex="-1"></h2>
        ${warnings('done-warnings', text.check.warnings)}
        <p class="onward">
          <a class="next" id="done-open">${text.done.open}</a>
          <button type="button" class="quiet" id="another">${text.done.another}</button>
        </p>
      </section>
      <section id="own" aria-labelledby="own-heading" hidden>
        <h2 id="own-heading">${text.own.heading}</h2>
        <ul id="own-articles"></ul>
      </section>
    </div>
    ${jsonText('publish-words', { ...text, language: site.language })}
    <script type="module" src="${publishScriptPath}"></script>`
  return layout({
    site,
    main,
    kind: 'publish',
    title: text.title,
    description: text.lead,
    stylesheet: publishStylesheetPath,
  })
}

function warnings(id: string, heading: string): Html {
  return html`<div id="${id}" class="notice" hidden>
    <h3>${heading}</h3>
    <ul></ul>
  </div>`
}

function keyStep({ key }: PublishMessages, universities: PublishView['universities']): Html {
  return html`<form id="key-step" aria-labelledby="key-heading" hidden>
      <h2 id="key-heading">${key.heading}</h2>
      <p class="field">
        <label for="university">${key.university}</label>
        <select id="university" required>
          <option value="">${key.choose}</option>
          ${universities.map(({ slug, name }) => html`<option value="${slug}">${name}</option>`)}
        </select>
      </p>
      <p class="field">
        <label for="key">${key.label}</label>
        <input
          id="key"
          type="password"
          required
          autocomplete="off"
          spellcheck="false"
          aria-describedby="key-hint"
        />
        ${hint('key', key.hint)}
      </p>
      <p class="actions"><button>${key.use}</button></p>
    </form>
    <p id="signed" class="meta" hidden>
      <span id="signed-as"></span>
      <button type="button" class="quiet" id="forget">${key.forget}</button>
    </p>`
}

function pasteStep({ paste }: PublishMessages): Html {
  return html`<form id="paste-step" aria-labelledby="paste-heading" hidden>
    <h2 id="paste-heading" tabindex="-1">${paste.heading}</h2>
    <p class="field">
      <label for="page">${paste.label}</label>
      <textarea
        id="page"
        rows="10"
        required
        maxlength="${MAX_PAGE_CHARACTERS}"
        spellcheck="false"
        aria-describedby="page-hint"
      ></textarea>
      ${hint('page', paste.hint)}
    </p>
    <p class="field">
      <label for="sourceId">${paste.sourceId}</label>
      <input id="sourceId" maxlength="200" autocomplete="off" aria-describedby="sourceId-hint" />
      ${hint('sourceId', paste.sourceIdHint)}
    </p>
    <p class="actions">
      <button>${paste.read}</button>
      <button type="button" class="quiet" id="blank">${paste.blank}</button>
    </p>
  </form>`
}

function checkStep(site: SiteView, { check }: PublishMessages): Html {
  return html`<form id="check-step" aria-labelledby="check-heading" novalidate hidden>
    <h2 id="check-heading" tabindex="-1">${check.heading}</h2>
    ${warnings('warnings', check.warnings)} ${publishFields(check, words(site).contentLanguages)}
    <details id="left-out" hidden>
      <summary>${check.leftOut}</summary>
      <ul></ul>
    </details>
    <p class="actions">
      <button>${check.publish}</button>
      <button type="button" class="quiet" id="discard">${check.discard}</button>
    </p>
  </form>`
}
