import type { InputResource } from '../../server/api/wire.ts'
import { languageFor } from '../../server/connect/consent-text/languages.ts'
import { labelIn } from '../../server/connect/label.ts'
import { API, control, routeOf } from './peer-control.ts'
import { happen, type PeerSession, refusal, resourceOf, statusOf } from './peer-session.ts'
import { type Route, type Scenario, type Seen, scenarioOf } from './scenario.ts'

/**
 * A server of the session API in memory, for the widget's own suites: real HTTP, real server-sent events. What it does
 * for a client secret, the secret itself says, so that tests share no state. The real server's turn is in test/e2e.
 */

/** One peer, with all its sessions. Null for a request that is not for it. */
export function createPeer(): (request: Request) => Promise<Response | null> {
  const sessions = new Map<string, PeerSession>()

  function sessionOf(secret: string): PeerSession | null {
    const found = sessions.get(secret)
    if (found) return found
    const scenario = scenarioOf(secret)
    if (scenario === null) return null
    const session: PeerSession = {
      scenario,
      status: scenario.status ?? 'open',
      lastWord: scenario.lastWord ?? lastWordOf(scenario.status),
      expiresAt: Date.now() + (scenario.lasts ?? 3_600_000),
      events: [],
      requests: [],
      calls: new Map(),
      given: new Set(),
      sends: 0,
      attempts: 0,
      released: {
        session: Promise.withResolvers(),
        consents: Promise.withResolvers(),
        redemption: Promise.withResolvers(),
        events: Promise.withResolvers(),
        inputs: Promise.withResolvers(),
        receipt: Promise.withResolvers(),
        withdraw: Promise.withResolvers(),
        codes: Promise.withResolvers(),
        'codes/confirm': Promise.withResolvers(),
      },
      news: new EventTarget(),
    }
    for (const event of scenario.happened ?? []) happen(session, event)
    sessions.set(secret, session)
    return session
  }

  return async request => {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname.startsWith('/peer/'))
      return control(pathname, searchParams.get('secret') ?? '', request, sessionOf)
    if (!pathname.startsWith(API)) return null
    const secret = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
    const session = sessionOf(secret)
    if (session === null) return refusal(401)
    return answer(session, routeOf(pathname), request)
  }
}

function lastWordOf(status: Scenario['status']): PeerSession['lastWord'] {
  if (status === undefined || status === 'open' || status === 'expired') return null
  return status === 'declined' ? 'declined' : 'granted'
}

async function answer(session: PeerSession, route: Route, request: Request): Promise<Response> {
  const { scenario } = session
  const seen = {
    route,
    body: request.method === 'POST' ? await bodyOf(request) : null,
    accept: request.headers.get('accept') ?? '',
    lastEventId: request.headers.get('last-event-id') ?? '',
    locale: new URL(request.url).searchParams.get('locale') ?? 'en',
    aborted: false,
  }
  session.requests.push(seen)
  request.signal.addEventListener('abort', () => {
    seen.aborted = true
  })
  if (scenario.hold?.includes(route)) await session.released[route].promise

  const call = session.calls.get(route) ?? 0
  session.calls.set(route, call + 1)
  const statuses = scenario.answers?.[route] ?? [200]
  const status = statuses[Math.min(call, statuses.length - 1)] ?? 200
  if (status !== 200) return refusal(status)
  const body = scenario.bodies?.[route]
  return body === undefined ? ordinary(session, route, seen) : Response.json(body)
}

function ordinary(session: PeerSession, route: Route, seen: Seen['requests'][number]): Response {
  switch (route) {
    case 'session':
      return Response.json({ data: resourceOf(session, languageFor(seen.locale)) })
    case 'consents': {
      const attributes = attributesOf(seen.body)
      const status = attributes.decision === 'granted' ? 'granted' : 'declined'
      const now = statusOf(session)
      if (now !== 'open' && now !== status) return refusal(409)
      session.status = status
      session.lastWord = status
      const data = { type: 'connect/consent', id: 'cns_1', attributes }
      return Response.json({ data }, { status: 201 })
    }
    case 'redemption':
      session.status = 'redeeming'
      for (const event of session.scenario.happens ?? []) happen(session, event)
      return Response.json({ data: { type: 'connect/redemption', id: 'rdm_1' } }, { status: 202 })
    case 'receipt':
      return session.lastWord === null ? refusal(409) : Response.json({ data: receiptOf(session.lastWord) })
    case 'withdraw':
      if (session.lastWord !== 'granted') return refusal(409)
      session.lastWord = 'withdrawn'
      happen(session, { name: 'consent.withdrawn' })
      return Response.json({ data: resourceOf(session, 'en') })
    case 'inputs': {
      for (const part of Object.keys(Object(seen.body))) session.given.add(part)
      return given(session, seen.locale)
    }
    case 'codes':
      session.sends++
      return given(session, seen.locale)
    case 'codes/confirm': {
      const attempts = session.scenario.attempts ?? ['confirmed']
      const outcome = attempts[Math.min(session.attempts++, attempts.length - 1)] ?? 'confirmed'
      if (outcome !== 'confirmed') {
        return Response.json({ errors: [{ title: 'Refused', code: outcome }] }, { status: 422 })
      }
      session.given.add(`codes[${attributesOf(seen.body).kind}]`)
      return given(session, seen.locale)
    }
    case 'events': {
      const after = Number(seen.lastEventId)
      if (seen.accept === 'application/json') return Response.json({ data: session.events.slice(after) })
      if (session.scenario.blocked) return new Response(null, { status: 502 })
      return new Response(stream(session, after), { headers: { 'content-type': 'text/event-stream' } })
    }
  }
}

/** What the session asks for now; with the last of it the redemption goes on. */
function given(session: PeerSession, locale: string): Response {
  const data = inputsOf(session, locale)
  const complete = data.every(({ attributes }) => attributes.given)
  if (complete) for (const event of session.scenario.goesOn ?? []) happen(session, event)
  return Response.json({ data, meta: { complete } })
}

/** JSON as it is; of a form, each text, and of each file its type and size; null where there is nothing. */
async function bodyOf(request: Request): Promise<unknown> {
  if (!request.headers.has('content-type')) return null
  if (request.headers.get('content-type')?.startsWith('application/json')) return request.json()
  const parts = [...(await request.formData()).entries()]
  return Object.fromEntries(
    parts.map(([name, value]) => [
      name,
      typeof value === 'string' ? value : { type: value.type, size: value.size },
    ]),
  )
}

/** A receipt that nobody has signed: the widget reads the claims, and whoever keeps it checks the rest. */
function receiptOf(decision: string) {
  const jws = ['e30', btoa(JSON.stringify({ decision })).replaceAll('=', ''), 'signature'].join('.')
  return { type: 'connect/receipt', id: decision === 'withdrawn' ? 'cns_2' : 'cns_1', attributes: { jws } }
}

/** Another code can be asked for in half a minute. */
const PAUSED = () => ({ 'resend-at': new Date(Date.now() + 30_000).toISOString() })

function inputsOf({ scenario, given, sends }: PeerSession, locale: string): InputResource[] {
  const inputs = scenario.inputs ?? []
  const labelled = <One extends { label: string }>(one: One) => {
    const translations = scenario.translations?.[one.label]
    return translations ? { ...one, ...labelIn(locale, { label: one.label, translations }) } : one
  }
  const isOpen = (name: string) =>
    inputs.some(one => one.kind === 'field' && one.name === name && !given.has(`fields[${name}]`))
  // Nothing can be sent to a number that nobody knows.
  const asked = inputs.filter(({ kind, name }) => kind !== 'code' || !isOpen(name))
  return asked.map(input => {
    const id = `${input.kind}s[${input.name}]`
    if (input.kind === 'field') {
      const options = input.options.map(labelled)
      const isGiven = input.given || given.has(id)
      return { type: 'connect/input', id, attributes: { ...labelled(input), options, given: isGiven } }
    }
    if (input.kind === 'code') {
      const isGiven = input.given || given.has(id)
      const sent = sends > 0 && !isGiven ? { 'attempts-left': 5, 'sends-left': 3 - sends, ...PAUSED() } : {}
      return { type: 'connect/input', id, attributes: { ...input, ...sent, given: isGiven } }
    }
    const pages = input.pages.map(page => ({
      ...page,
      given: page.given || given.has(`${id}[${page.name}]`),
    }))
    const whole = pages.every(page => page.given)
    return { type: 'connect/input', id, attributes: { ...input, pages, given: whole } }
  })
}

function stream(session: PeerSession, after: number): ReadableStream<Uint8Array> {
  const { cutAfter = Number.POSITIVE_INFINITY } = session.scenario
  const encoder = new TextEncoder()
  let next = after
  if (session.scenario.heldBack) return new ReadableStream()
  return new ReadableStream({
    start: controller => controller.enqueue(encoder.encode(': welcome\n\n')),
    async pull(controller) {
      if (next - after >= cutAfter) return controller.close()
      while (next >= session.events.length) {
        await new Promise(resolve => session.news.addEventListener('news', resolve, { once: true }))
      }
      const event = session.events[next]
      next += 1
      if (event) {
        controller.enqueue(
          encoder.encode(`id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event)}\n\n`),
        )
      }
    },
  })
}

function attributesOf(body: unknown): { decision?: unknown; kind?: unknown } {
  const { data } = Object(body)
  return { ...Object(data).attributes }
}
