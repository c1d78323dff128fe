import type { ConsentRequest } from '../server/api/wire.ts'
import { isCreated, isSession, type Session } from './answers.ts'
import { asConnectError, ConnectError, type ConnectErrorCode } from './connect-error.ts'
import { type Guard, hasShape, isList } from './guards.ts'
import { jsonOf } from './json.ts'
import { readProgressEvent, type SeenEvent } from './progress-events.ts'

/**
 * The session API as the widget uses it. Each call rejects with a `ConnectError`, or with the signal's own reason
 * when the caller aborted it.
 */
export interface ConnectClient {
  session(signal: AbortSignal): Promise<Session>
  /** Resolves when the server has recorded the decision. */
  recordConsent(consent: ConsentRequest, signal: AbortSignal): Promise<void>
  /** Resolves when the server has accepted the redemption; its course is told by the events. */
  redeem(shareToken: string, signal: AbortSignal): Promise<void>
  /** What has happened after the event of that id; all of it for an empty id. */
  events(lastEventId: string, signal: AbortSignal): Promise<SeenEvent[]>
  /** The same as an open stream of server-sent events, which has no time limit of its own. */
  openEvents(lastEventId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>
}

export interface ClientOptions {
  /** Base URL of the companion server, with or without a slash at its end. */
  server: string
  /** The session's client secret: the only authority the browser ever holds. */
  clientSecret: string
  /** BCP 47 tag of the language that the person would like to be asked in by now; the session's own where it is empty. */
  locale?(): string
  /** Milliseconds before an answer counts as not coming. */
  timeout?: number
}

interface Call {
  path: string
  accept?: string
  /** Makes it a POST with these in the envelope. */
  attributes?: object
  lastEventId?: string
  /** What a refusal means whose status says no more. */
  refusal?: ConnectErrorCode
}

const refusals: Readonly<Record<number, ConnectErrorCode>> = {
  401: 'invalid_client_secret',
  403: 'origin_not_allowed',
  408: 'server_unreachable',
  409: 'consent_refused',
  410: 'session_expired',
  429: 'server_unreachable',
}

const JSON_TYPE = 'application/json'

/** Where the session that a client secret opens is found. */
export const sessionUrl = (server: string): string => `${server.replace(/\/+$/, '')}/api/v1/connect/session`

/** A client of one session at one companion server. */
export function createClient({
  server,
  clientSecret,
  locale,
  timeout = 15_000,
}: ClientOptions): ConnectClient {
  const base = sessionUrl(server)

  async function send(call: Call, signal: AbortSignal): Promise<Response> {
    const { path, accept = JSON_TYPE, attributes, lastEventId, refusal = 'unexpected_answer' } = call
    const response = await fetch(base + path, {
      method: attributes ? 'POST' : 'GET',
      headers: {
        accept,
        authorization: `Bearer ${clientSecret}`,
        ...(attributes && { 'content-type': JSON_TYPE }),
        ...(lastEventId && { 'last-event-id': lastEventId }),
      },
      body: attributes ? jsonOf({ data: { attributes } }) : null,
      signal,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      // A same-origin GET carries no Origin header; the referrer then tells the server the page's origin, and no path.
      referrerPolicy: 'origin',
    })
    const { ok, status } = response
    if (!ok) throw new ConnectError(status >= 500 ? 'server_unreachable' : (refusals[status] ?? refusal))
    return response
  }

  async function receive<T>(call: Call, guard: Guard<T>, signal: AbortSignal): Promise<T> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeout)])
    try {
      const response = await send(call, limited)
      const answer: unknown = JSON.parse(await response.text())
      if (!hasShape<{ data: T }>({ data: guard })(answer)) throw new ConnectError('unexpected_answer')
      return answer.data
    } catch (error) {
      signal.throwIfAborted()
      throw asConnectError(error)
    }
  }

  return {
    session: signal => {
      const asked = locale?.()
      return receive({ path: asked ? `?locale=${asked}` : '' }, isSession, signal)
    },
    recordConsent: async (attributes, signal) => {
      await receive({ path: '/consents', attributes }, isCreated, signal)
    },
    redeem: async (shareToken, signal) => {
      // A token that is malformed, unknown, foreign, spent or expired is one and the same thing to the person.
      const refusal = 'share_token_refused'
      const attributes = { 'share-token': shareToken }
      await receive({ path: '/redemption', attributes, refusal }, isCreated, signal)
    },
    events: async (lastEventId, signal) => {
      const found = await receive({ path: '/events', lastEventId }, isList, signal)
      return found.map(readProgressEvent).filter(event => event !== null)
    },
    openEvents: async (lastEventId, signal) => {
      const { body } = await send({ path: '/events', accept: 'text/event-stream', lastEventId }, signal)
      if (body === null) throw new ConnectError('unexpected_answer')
      return body
    },
  }
}
