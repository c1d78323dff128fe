import { languageFor } from '../../server/connect/consent-text/languages.ts'
import { happen, type PeerSession, refusal, resourceOf } from './peer-session.ts'
import type { EventDraft, Route } from './scenario.ts'

export const API = '/api/v1/connect/session'

export function routeOf(pathname: string): Route {
  const last = pathname.slice(API.length + 1)
  const name = last.split('?')[0]
  return ROUTES.find(route => route === name) ?? 'session'
}

const ROUTES: readonly Route[] = [
  'consents',
  'redemption',
  'events',
  'inputs',
  'receipt',
  'withdraw',
  'codes',
  'codes/confirm',
]

/** What a test asks of the peer: what it has seen, and to let something happen. */
export async function control(
  pathname: string,
  secret: string,
  request: Request,
  sessionOf: (secret: string) => PeerSession | null,
): Promise<Response | null> {
  if (pathname === '/peer/source')
    return new Response(sourcePage, { headers: { 'content-type': 'text/html' } })
  if (pathname === '/peer/logo') return logo(new URL(request.url).searchParams)
  const session = sessionOf(secret)
  if (session === null) return refusal(404)
  if (pathname === '/peer/seen') return Response.json({ requests: session.requests })
  if (pathname === '/peer/release') {
    session.released[routeOf(`${API}/${await request.text()}`)].resolve()
    return new Response(null, { status: 204 })
  }
  if (pathname === '/peer/hold') {
    const { scenario } = session
    scenario.hold = [...(scenario.hold ?? []), routeOf(`${API}/${await request.text()}`)]
    return new Response(null, { status: 204 })
  }
  if (pathname === '/peer/pass') {
    const { scenario } = session
    const passing = routeOf(`${API}/${await request.text()}`)
    scenario.hold = scenario.hold?.filter(route => route !== passing) ?? []
    return new Response(null, { status: 204 })
  }
  if (pathname === '/peer/backend') return backend(session, request)
  if (pathname !== '/peer/happen') return null
  const event: EventDraft = JSON.parse(await request.text())
  happen(session, event)
  return new Response(null, { status: 204 })
}

/** A picture, or what its query makes of it: another `status` or `type`, or `broken`. */
function logo(query: URLSearchParams): Response {
  const [width, height] = [query.get('width') ?? '32', query.get('height') ?? '32']
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path d="M0 0h32v32z"/></svg>`
  const headers = { 'content-type': query.get('type') ?? 'image/svg+xml' }
  return new Response(query.has('broken') ? '<svg' : svg, {
    status: Number(query.get('status') ?? 200),
    headers,
  })
}

/** A source's backend, whose share request and person the scenario describes; `redemption` stands for its answers. */
async function backend(session: PeerSession, request: Request): Promise<Response> {
  const body: { decision?: unknown } | null =
    request.method === 'POST' ? JSON.parse(await request.text()) : null
  const locale = new URL(request.url).searchParams.get('locale') ?? 'en'
  session.requests.push({ route: 'consents', body, accept: '', lastEventId: '', locale, aborted: false })
  const [status = 200] = session.scenario.answers?.[body ? 'consents' : 'session'] ?? []
  if (status !== 200) return refusal(status)
  if (body) {
    const token = body.decision === 'granted' ? 'cnst_1.SECRET' : null
    return Response.json({ 'share-token': token }, { status: 201 })
  }
  const { attributes } = resourceOf(session, languageFor(locale))
  const data = {
    type: 'connect/share-request',
    id: 'shrq_1',
    attributes: {
      status: 'open',
      agreed: false,
      'allowed-origins': [new URL(request.url).origin],
      notice: attributes.notice,
      'notice-hash': attributes['notice-hash'],
      ...session.scenario.shareRequest,
    },
  }
  return Response.json({ data })
}

/**
 * A source's page that does to its opener what its query says: `say` anything, answer with the `token`, before that with
 * a `wrong-state`, or all this only after it has gone to another origin, `go-to`.
 */
const sourcePage = `<!doctype html><title>Source</title><script>
  const query = new URLSearchParams(location.search)
  const tell = message => opener.postMessage(message, query.get('origin'))
  const answer = (state, token) => tell({ type: 'connect/share-token', state, 'share-token': token })
  const next = query.get('go-to')
  if (next && next !== location.origin) location = next + location.pathname + location.search
  else {
    if (query.has('say')) tell({ href: location.href })
    if (query.has('wrong-state')) answer('0', query.get('wrong-state'))
    if (query.has('token')) answer(query.get('state'), query.get('token'))
  }
</script>`
