import { byId, element, show } from './elements.js'
import { showEvidence, showRepeated } from './evidence.js'

const FIELDS = ['title', 'bodyText', 'publishedAt', 'language', 'byline', 'categories', 'url', 'legacyViews', 'embargoedUntil'] // prettier-ignore
/** Fields whose other values are worth a button. */
const CHOSEN = new Set(['title', 'publishedAt', 'language', 'byline', 'categories', 'url'])
/** The name of a field in the evidence, where it is another one. */
const EVIDENCE = { bodyText: 'body' }

/** Fills the form from what was read out of a page; an empty one to write by hand. */
export function showDraft(
  { draft = {}, evidence = {}, needs = [], warnings = [], stripped = [] },
  page,
  words,
) {
  for (const name of FIELDS) {
    byId(name).value = shown(name, draft, evidence)
    showEvidence(name, evidence[EVIDENCE[name] ?? name], {
      page,
      words,
      isNeeded: needs.includes(name),
      choose: CHOSEN.has(name) ? (value) => (byId(name).value = [value].flat().join(', ')) : undefined,
    })
  }
  showRepeated(evidence.repeated, words)
  byId('bodyText').dataset['member'] = 'bodyText'
  nameBody(words.fields.bodyText)
  showWrong([])
  showWarnings('warnings', warnings)
  const left = stripped.map(({ text, reason }) => element('li', {}, text ?? reason))
  byId('left-out')
    .querySelector('ul')
    .replaceChildren(...left)
  show('left-out', left.length > 0)
}

/** Fills the form from an article that is published, to correct it. */
export function showArticle(article, words) {
  const { title, publishedAt, printedDate, language, byline, categories = [], url, pageUrl } = article
  const draft = { title, language, byline, categories, ...(url !== pageUrl && { url }) }
  showDraft({ draft: { ...draft, publishedAt: wallTime(printedDate) ?? publishedAt } }, '', words)
  byId('bodyText').dataset['member'] = 'bodyHtml'
  byId('bodyText').value = article.bodyHtml
  nameBody(words.bodyHtml)
}

/** The article as it stands in the form (contract §2); what is empty is left out. */
export function readDraft(now) {
  const value = (name) => byId(name).value.trim()
  const body = byId('bodyText')
  const categories = value('categories').split(',').map((name) => name.trim()).filter(Boolean) // prettier-ignore
  const views = value('legacyViews')
  return {
    title: value('title'),
    [body.dataset['member']]: body.value,
    ...given(['publishedAt', 'language', 'byline', 'url', 'embargoedUntil'], value),
    ...(categories.length > 0 && { categories }),
    ...(views !== '' && {
      legacyViews: { count: /^\d+$/.test(views) ? Number(views) : views, observedAt: now },
    }),
  }
}

/** Fields that the page does not answer, and nobody has: an empty date would be published as now. */
export function undecidedFields() {
  return FIELDS.filter(
    (name) => byId(`field-${name}`).classList.contains('needed') && byId(name).value.trim() === '',
  )
}

/** Puts each refusal beside its field and goes to the first; gives those that have no field here. */
export function showWrong(errors) {
  const first = []
  for (const name of FIELDS) {
    const own = errors.filter(({ pointer }) => fieldOf(pointer) === name)
    byId(`${name}-wrong`).textContent = own.map(({ detail }) => detail).join(' ')
    show(`${name}-wrong`, own.length > 0)
    byId(name).setAttribute('aria-invalid', String(own.length > 0))
    if (own.length > 0) first.push(byId(name))
  }
  first[0]?.focus()
  return errors.filter(({ pointer }) => !FIELDS.includes(fieldOf(pointer)))
}

export function showWarnings(id, warnings) {
  byId(id)
    .querySelector('ul')
    .replaceChildren(...warnings.map(({ detail }) => element('li', {}, detail)))
  show(id, warnings.length > 0)
}

function shown(name, draft, evidence) {
  if (name === 'publishedAt') return evidence.publishedAt?.wallTime ?? draft.publishedAt ?? ''
  if (name === 'categories') return (draft.categories ?? []).join(', ')
  if (name === 'legacyViews') return draft.legacyViews?.count ?? ''
  return draft[name] ?? ''
}

/** What was posted as wall time is posted so again: `Z` would claim another hour when the zone has moved. */
const wallTime = (printed) => (/^\d{4}-\d\d-\d\d(T[\d:]+)?$/.test(printed ?? '') ? printed : undefined)

function fieldOf(pointer) {
  const [, name = ''] = pointer.split('/')
  return name === 'bodyHtml' ? 'bodyText' : name
}

function given(names, value) {
  return Object.fromEntries(names.map((name) => [name, value(name)]).filter(([, text]) => text !== ''))
}

function nameBody(text) {
  document.querySelector('label[for="bodyText"]').textContent = text
}
