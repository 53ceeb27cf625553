import { button, byId, element } from './elements.js'

const LONGEST_QUOTE = 160
/** They rest on the whole text, whose beginning says nothing. */
const UNQUOTED = new Set(['language', 'bodyText'])
/** No page says it, or hardly one. */
const SILENT = new Set(['embargoedUntil', 'url'])

/** Says beside a field where its value comes from, how sure that is, and what else it might be. */
export function showEvidence(name, evidence, { page, words, isNeeded, choose }) {
  const place = byId(`${name}-evidence`)
  place.replaceChildren()
  byId(`field-${name}`).classList.toggle('needed', isNeeded)
  if (isNeeded) place.append(element('p', { class: 'need' }, words.needed))
  if (isNeeded && name === 'publishedAt')
    place.append(element('p', {}, button(words.today, chooseToday, { class: 'quiet' })))
  if (evidence === null || evidence === undefined) {
    if (!isNeeded && page !== '' && !SILENT.has(name)) place.append(element('p', {}, words.nothing))
    return
  }
  const { confidence, start, end, rule, alternatives = [] } = evidence
  const isQuoted = !UNQUOTED.has(name)
  const said = rule === 'override' ? words.given : isQuoted ? quoted(page, start, end, words) : undefined
  const sure = element('span', { class: `sure ${confidence}`, title: rule }, words.confidence[confidence])
  place.append(element('p', {}, sure, ...(said === undefined ? [] : [' ', said])))
  const others = alternatives.filter((value) => value !== null)
  if (others.length === 0 || choose === undefined) return
  const buttons = others.map((value) =>
    button([value].flat().join(', '), () => choose(value), { class: 'quiet' }),
  )
  place.append(element('p', {}, words.alternatives, ' ', ...buttons))
}

/** Lines that the site prints on its other pages too; one that belongs to this article is put back. */
export function showRepeated(evidence, words) {
  if (evidence?.rule !== 'repeated-on-site') return
  const lines = evidence.value.map((line) => {
    const item = element('li', {}, element('q', {}, line), ' ')
    const putBack = () => {
      const body = byId('bodyText')
      body.value = [body.value.trimEnd(), line].filter(Boolean).join('\n\n')
      item.remove()
      body.focus()
    }
    item.append(button(words.putBack, putBack, { class: 'quiet' }))
    return item
  })
  byId('bodyText-evidence').append(element('p', {}, words.repeated), element('ul', {}, ...lines))
}

function chooseToday() {
  const now = new Date()
  const two = (value) => String(value).padStart(2, '0')
  byId('publishedAt').value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  byId('publishedAt').focus()
}

function quoted(page, start, end, words) {
  if (start === null || end === null || end <= start) return undefined
  const text = page.slice(start, end).replaceAll(/\s+/g, ' ').trim()
  if (text === '') return undefined
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
  return element('span', {}, words.onPage, ' ', element('q', {}, short))
}
