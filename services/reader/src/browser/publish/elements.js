/** The element with an id of the page's own template. */
export const byId = (id) => document.getElementById(id)

/** A new element; texts are texts and never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(attribute, value)
    else if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

export const button = (text, click, attributes = {}) =>
  element('button', { type: 'button', click, ...attributes }, text)

export function show(id, isShown = true) {
  byId(id).hidden = !isShown
}

/** What the page says to everybody, also to those who do not see it. */
export function say(text) {
  byId('status').textContent = text
  show('status', text !== '')
}

/** Nothing is sent twice: while a form works its buttons rest. */
export async function whileBusy(form, words, work) {
  const buttons = [...form.querySelectorAll('button')]
  for (const each of buttons) each.disabled = true
  say(words.working)
  try {
    say((await work()) ?? '')
  } catch {
    say(words.noAnswer)
  } finally {
    for (const each of buttons) each.disabled = false
  }
}
