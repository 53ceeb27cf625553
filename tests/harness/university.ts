import { OPERATOR_KEY } from './standalone.ts'

export interface TestUniversity {
  readonly slug: string
  readonly key: string
  /** A call on a path of this university, with its key; a body is sent as JSON. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  put(sourceId: string, article: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
}

export const PROFILE = {
  names: { kk: 'Сынақ университеті', ru: 'Тестовый университет', en: 'Test University' },
  homepage: 'https://test.example/',
  timeZone: 'Asia/Almaty',
  languages: ['kk', 'ru', 'en'],
}

/** Registers a university as its operator would, and acts for it. */
export async function registerUniversity(
  url: string,
  slug: string,
  profile: object = PROFILE,
  scopes?: readonly string[],
): Promise<TestUniversity> {
  const operator = { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/json' }
  const base = `${url}/v1/universities/${slug}`
  await expectOk(await fetch(base, { method: 'PUT', headers: operator, body: JSON.stringify(profile) }))
  const request = {
    method: 'POST',
    headers: operator,
    body: JSON.stringify(scopes === undefined ? {} : { scopes }),
  }
  const issued = await expectOk(await fetch(`${base}/keys`, request))
  const { key } = (await issued.json()) as { key: string }
  const call: TestUniversity['call'] = (method, path, body, headers = {}) =>
    fetch(`${base}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    slug,
    key,
    call,
    put: (sourceId, article, headers) =>
      call('PUT', `/articles/${encodeURIComponent(sourceId)}`, article, headers),
  }
}

/**
 * PUT below `/v1/universities/`, with any header of authorization or none and any body; `article` is the body
 * where the call says nothing of it.
 */
export function putBy(url: () => string, article: object) {
  return (
    path: string,
    authorization: string | undefined,
    body: string = JSON.stringify(article),
    type = 'application/json',
  ): Promise<Response> =>
    fetch(`${url()}/v1/universities/${path}`, {
      method: 'PUT',
      headers: {
        'Content-Type': type,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      body,
    })
}

async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response
}
