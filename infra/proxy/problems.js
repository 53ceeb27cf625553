// For nginx' own JavaScript (njs), which knows no destructuring and no Map.
import texts from './problem-texts.js'

const LANGUAGES = ['kk', 'ru', 'en']

/** What nginx itself refuses, in the form and the language of the services' refusals (RFC 9457). */
function answer(request, code) {
  const language = languageOf(request.headersIn['Accept-Language'])
  const problem = texts[language][code]
  request.headersOut['Content-Type'] = 'application/problem+json'
  request.headersOut['Content-Language'] = language
  request.headersOut['Cache-Control'] = 'no-store'
  request.headersOut['X-Content-Type-Options'] = 'nosniff'
  request.headersOut.Vary = 'Accept-Language'
  if (problem.retryAfterSeconds) request.headersOut['Retry-After'] = String(problem.retryAfterSeconds)
  request.return(problem.status, problem.body)
}

/** As packages/messages and the services do it: English for a program that states no wish, else Kazakh. */
function languageOf(wish) {
  if (wish === undefined || wish.trim() === '*') return 'en'
  const weights = weightsIn(wish)
  let wanted
  Object.keys(weights).forEach((name) => {
    if (weights[name] > 0 && (wanted === undefined || weights[name] > weights[wanted])) wanted = name
  })
  if (LANGUAGES.includes(wanted)) return wanted
  return LANGUAGES.find((language) => weights[language] !== 0) || 'kk'
}

function weightsIn(header) {
  const weights = {}
  header.split(',').forEach((part) => {
    const pieces = part.split(';').map((piece) => piece.trim().toLowerCase())
    const name = pieces[0] === '*' ? '*' : pieces[0].split('-')[0]
    if (name !== '*' && !LANGUAGES.includes(name)) return
    const weight = weightIn(pieces.slice(1))
    if (weight !== undefined) weights[name] = Math.max(weight, weights[name] || 0)
  })
  return weights
}

function weightIn(parameters) {
  const written = parameters.find((parameter) => /^q\s*=/.test(parameter))
  if (written === undefined) return 1
  const value = written.replace(/^q\s*=\s*/, '')
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(value) ? Number(value) : undefined
}

// oxlint-disable-next-line import/no-default-export -- njs finds the functions of a module there
export default {
  languageOf,
  malformed: (request) => answer(request, 'malformed-request'),
  notFound: (request) => answer(request, 'not-found'),
  bodyTooLarge: (request) => answer(request, 'body-too-large'),
  uriTooLong: (request) => answer(request, 'uri-too-long'),
  headersTooLarge: (request) => answer(request, 'headers-too-large'),
  internal: (request) => answer(request, 'internal'),
  away: (request) => answer(request, 'engine-unavailable'),
}
