import type { InterfaceLanguage } from '@uniwire/messages'
import { interfaceLanguages } from '@uniwire/messages'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { SiteView } from './site-view.ts'
import { inLanguage, pathTo, words } from './site-view.ts'
import { searchForm } from './search-form.ts'
import type { SearchFormView } from './search-form.ts'
import { emblem } from './favicon.ts'

/** Each language calls itself by its own name, whatever the page's. */
const ownNames = { kk: 'Қазақша', ru: 'Русский', en: 'English' } satisfies Record<InterfaceLanguage, string>

export function siteHeader(site: SiteView, search: SearchFormView): Html {
  const { chrome } = words(site)
  return html`<header class="masthead">
    <a class="wordmark" href="${pathTo(site, '/')}" aria-label="${chrome.homeLink}"
      >${emblem}<span>Uniwire</span></a
    >
    ${searchForm(site, search)}
    <nav class="menu" aria-label="${chrome.navigation}">
      <ul>
        <li>${menuLink(site, '/search', chrome.latest)}</li>
        <li>${menuLink(site, '/#universities', chrome.universities)}</li>
      </ul>
    </nav>
    <nav class="languages" aria-label="${chrome.interfaceLanguage}">
      <ul>
        ${interfaceLanguages.map((language) => html`<li>${languageLink(site, language)}</li>`)}
      </ul>
    </nav>
  </header>`
}

function menuLink(site: SiteView, path: string, text: string): Html {
  const current = site.path === path && html` aria-current="page"`
  return html`<a href="${pathTo(site, path)}" ${current}>${text}</a>`
}

function languageLink(site: SiteView, language: InterfaceLanguage): Html {
  const current = language === site.language && html` aria-current="true"`
  const href = inLanguage(language, site.path)
  return html`<a href="${href}" hreflang="${language}" lang="${language}" ${current}
    >${ownNames[language]}</a
  >`
}
