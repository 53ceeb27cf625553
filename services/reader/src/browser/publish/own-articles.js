import { explain } from './api.js'
import { button, byId, element, show, whileBusy } from './elements.js'

const LATEST = 10
/** How often the list was asked for: an answer that was overtaken by a later question must not be shown. */
let asked = 0

/** The university's newest articles, each with its verbs; gives what went wrong. `correct` gets the whole article. */
export async function showOwnArticles(api, words, correct) {
  asked += 1
  const question = asked
  const found = await api.latest(LATEST)
  if (question !== asked) return ''
  if (!found.ok) return explain(found)
  const rows = found.body.hits.map((hit) => row(hit, api, words, correct))
  const list = rows.length > 0 ? rows : [element('li', {}, words.own.empty)]
  byId('own-articles').replaceChildren(...list)
  show('own')
  return ''
}

function row(hit, api, words, correct) {
  const { own } = words
  const link = element('a', { href: hit.pageUrl, lang: hit.language }, hit.title)
  const actions = element('p', { class: 'actions' })
  const item = element('li', {}, link, actions)
  // The hit has no sourceId; its article has.
  const withArticle = (work) =>
    whileBusy(item, words, async () => {
      const found = await api.article(hit.id)
      return found.ok ? work(found.body) : explain(found)
    })
  const verbs = () => {
    actions.replaceChildren(
      button(own.correct, () => withArticle(correct), { class: 'quiet' }),
      button(own.withdraw, () => withArticle(ask), { class: 'quiet' }),
    )
  }
  const ask = ({ sourceId }) => {
    const form = withdrawal(own, hit.id)
    const cancel = button(own.cancel, () => form.replaceWith(actions), { class: 'quiet' })
    form.querySelector('.actions').append(cancel)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const reason = form.querySelector('input').value.trim()
      void whileBusy(form, words, async () => {
        const answer = await api.withdraw(sourceId, reason)
        if (!answer.ok) return explain(answer)
        form.replaceWith(actions)
        withdrawn(sourceId)
        return own.withdrawn
      })
    })
    actions.replaceWith(form)
    form.querySelector('input').focus()
  }
  const withdrawn = (sourceId) => {
    item.classList.add('withdrawn')
    const restore = button(own.restore, () =>
      whileBusy(item, words, async () => {
        const answer = await api.restore(sourceId)
        if (!answer.ok) return explain(answer)
        item.classList.remove('withdrawn')
        verbs()
        return own.restored
      }),
    )
    actions.replaceChildren(own.withdrawn, ' ', restore)
    restore.focus()
  }
  verbs()
  return item
}

function withdrawal(own, id) {
  const name = `reason-${id}`
  const input = element('input', {
    id: name,
    required: true,
    maxlength: 500,
    'aria-describedby': `${name}-hint`,
  })
  return element(
    'form',
    { class: 'withdrawal' },
    element('p', { class: 'field' }, element('label', { for: name }, own.reason), input, element('span', { class: 'hint', id: `${name}-hint` }, own.reasonHint)), // prettier-ignore
    element('p', { class: 'actions' }, element('button', {}, own.confirm)),
  )
}
