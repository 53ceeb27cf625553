import { createApi, explain } from './api.js'
import { readDraft, showArticle, showDraft, showWarnings, showWrong, undecidedFields } from './draft.js'
import { byId, say, show, whileBusy } from './elements.js'
import { showOwnArticles } from './own-articles.js'
import { forgetSession, saveSession, savedSession } from './session.js'

const words = JSON.parse(byId('publish-words').textContent)
const STEPS = ['key-step', 'paste-step', 'check-step', 'done']

let api
/** The article that is being written: its sourceId, the version that is corrected, the name of the next request. */
let article = { sourceId: '', version: 0, request: '', sent: '' }

function goTo(step, focus) {
  for (const each of STEPS) show(each, each === step)
  byId(focus)?.focus()
}

const onSubmit = (id, work) =>
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault()
    void whileBusy(event.currentTarget, words, work)
  })

async function signIn({ slug, key }) {
  api = createApi({ slug, key, language: words.language })
  const { selectedOptions } = byId('university')
  byId('signed-as').textContent = selectedOptions[0]?.textContent ?? slug
  show('signed')
  goTo('paste-step', 'page')
  return showOwnArticles(api, words, correct)
}

onSubmit('key-step', async () => {
  const session = { slug: byId('university').value, key: byId('key').value.trim() }
  // An empty page publishes nothing; a key that does not fit is refused before anything is read.
  const answer = await createApi({ ...session, language: words.language }).readPage(' ')
  if ([401, 403, 404].includes(answer.status)) return explain(answer)
  saveSession(session)
  byId('key').value = ''
  return signIn(session)
})

byId('forget').addEventListener('click', () => {
  forgetSession()
  location.reload()
})

onSubmit('paste-step', async () => {
  const page = byId('page').value
  begin(byId('sourceId').value.trim())
  const answer = await api.readPage(page, article.sourceId)
  if (!answer.ok)
    return [explain(answer), ...(answer.body.errors ?? []).map(({ detail }) => detail)].join(' ')
  showDraft(answer.body, page, words.check)
  goTo('check-step', 'check-heading')
  return ''
})

byId('blank').addEventListener('click', () => {
  begin(byId('sourceId').value.trim())
  showDraft({}, '', words.check)
  goTo('check-step', 'title')
})

onSubmit('check-step', async () => {
  const undecided = undecidedFields()
  if (undecided.length > 0) {
    showWrong(undecided.map((name) => ({ pointer: `/${name}`, detail: words.check.needed })))
    return words.check.wrong
  }
  const body = readDraft(new Date().toISOString())
  const { legacyViews, ...content } = body
  // The hour of observation moves with every click and makes no other request.
  const sent = JSON.stringify([content, legacyViews?.count])
  if (sent !== article.sent) article = { ...article, sent, request: crypto.randomUUID() }
  const answer = await api.publish(article.sourceId, body, article.request)
  if (!answer.ok) {
    const errors = answer.body.errors ?? []
    const elsewhere = showWrong(errors)
    const said = errors.length > elsewhere.length ? words.check.wrong : explain(answer)
    return [said, ...elsewhere.map(({ detail }) => detail)].join(' ')
  }
  showDone(answer)
  return showOwnArticles(api, words, correct)
})

function showDone({ status, body }) {
  byId('done-heading').textContent = words.done[outcomeOf(status, body)]
  byId('done-open').href = body.pageUrl ?? `/articles/${body.id}`
  showWarnings('done-warnings', body.warnings ?? [])
  goTo('done', 'done-heading')
}

function outcomeOf(status, { status: state, version }) {
  if (state === 'embargoed') return 'embargoed'
  if (status === 201) return 'published'
  return version === article.version ? 'unchanged' : 'revised'
}

const restart = () => {
  byId('paste-step').reset()
  say('')
  goTo('paste-step', 'page')
}
byId('discard').addEventListener('click', restart)
byId('another').addEventListener('click', restart)

function correct(published) {
  begin(published.sourceId, published.version)
  showArticle(published, words.check)
  goTo('check-step', 'check-heading')
}

/** Without a number of the site's own, one is made: it stays with this article as long as it is on the screen. */
function begin(sourceId, version = 0) {
  article = { sourceId: sourceId || `press-${crypto.randomUUID()}`, version, request: '', sent: '' }
}

show('desk')
const saved = savedSession()
if (saved === undefined) goTo('key-step', 'university')
else {
  byId('university').value = saved.slug
  void whileBusy(byId('key-step'), words, () => signIn(saved))
}
