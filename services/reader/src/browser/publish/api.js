/** Calls for one university with its key. Each resolves with the status and the body; no answer rejects. */
export function createApi({ slug, key, language }) {
  const own = `/v1/universities/${encodeURIComponent(slug)}`
  const call = async (method, path, { body, type = 'application/json', headers = {} } = {}) => {
    const response = await fetch(path, {
      method,
      credentials: 'omit',
      cache: 'no-store',
      headers: {
        'Accept-Language': language,
        ...(path.startsWith(own) && { Authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'Content-Type': type }),
        ...headers,
      },
      ...(body !== undefined && { body: type === 'application/json' ? JSON.stringify(body) : body }),
    })
    const text = await response.text()
    return { status: response.status, ok: response.ok, body: text === '' ? {} : JSON.parse(text) }
  }
  const article = (sourceId) => `${own}/articles/${encodeURIComponent(sourceId)}`
  // Own writes are in every list that is read after them.
  let position = 0
  const after = async (answer) => {
    const { ok, body } = await answer
    if (ok && body.sequence > position) position = body.sequence
    return answer
  }
  const reading = () => ({ headers: position === 0 ? {} : { 'Uniwire-Min-Position': String(position) } })

  return {
    // With the article's id: what is published of the page teaches intake what the site repeats on all of them.
    readPage: (text, sourceId) =>
      call('POST', `${own}/pages${sourceId === undefined ? '' : `?${new URLSearchParams({ sourceId })}`}`, {
        body: text,
        type: /^\s*</.test(text) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
      }),
    // One request has one key, so that a second try after a lost answer is the same request (contract §1).
    publish: (sourceId, body, request) =>
      after(call('PUT', article(sourceId), { body, headers: { 'Idempotency-Key': request } })),
    withdraw: (sourceId, reason) =>
      after(call('POST', `${article(sourceId)}/withdraw`, { body: { reason } })),
    restore: (sourceId) => after(call('POST', `${article(sourceId)}/restore`)),
    article: (id) => call('GET', `/v1/articles/${id}`, reading()),
    latest: (limit) =>
      call('GET', `/v1/search?sort=newest&limit=${limit}&university=${encodeURIComponent(slug)}`, reading()),
  }
}

/** What a refusal says in one line. */
export const explain = ({ body }) => [body.title, body.detail].filter(Boolean).join('. ')
