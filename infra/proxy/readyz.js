// For nginx' own JavaScript (njs), which knows no destructuring.
const SERVICES = ['intake', 'indexer', 'views', 'syndicator', 'reader']

/** Asks all five whether requests are welcome. Their reasons name engines and stay inside. */
async function ask(request) {
  const replies = await Promise.all(SERVICES.map((name) => request.subrequest(`/.readyz/${name}`)))
  const checks = SERVICES.map((name, place) => ({ name, ready: replies[place].status === 200 }))
  const ready = checks.every((check) => check.ready)
  request.headersOut['Content-Type'] = 'application/json'
  request.headersOut['Cache-Control'] = 'no-store'
  if (!ready) request.headersOut['Retry-After'] = '1'
  request.return(ready ? 200 : 503, JSON.stringify({ status: ready ? 'ready' : 'not-ready', checks }))
}

// oxlint-disable-next-line import/no-default-export -- njs finds the functions of a module there
export default { ask }
