import { lookup } from 'node:dns'
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { DeliveryFailure } from '../store/tables/events.ts'
import { isPublicAddress } from './address.ts'
import { mayBePublic } from './target.ts'

/** Time that a receiver has to answer, from the first packet on, in ms (published). */
const ANSWER_MS = 5_000
/** How much of an answer is read, so that its connection can be used again; nobody looks at it. */
const ANSWER_BYTES_MAX = 65_536
/** How long an idle connection is kept, in ms. */
const IDLE_MS = 10_000

export interface Message {
  url: URL
  headers: Readonly<Record<string, string>>
  body: string
  /** Whether the operator lets it go to a private address. */
  exempt: boolean
}

export type SendResult =
  | { status: number; failure: null }
  | { status: null; failure: Exclude<DeliveryFailure, 'webhook_archived'> }

export interface Sender {
  /** Posts once. Redirects are not followed: a 3xx is an answer like any other. Never throws. */
  send(message: Message): Promise<SendResult>
  /** Gives idle connections up. */
  close(): void
}

/** A name that leads to an address to which nothing may be sent. */
class TargetRefused extends Error {}

/**
 * The address that is checked is the address that is called: both are the one answer of the resolver, so that a name
 * which leads elsewhere a moment later gains nothing. A name with one private address among others is refused.
 */
const publicOnly =
  (resolve: typeof lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? new TargetRefused(), '')
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new TargetRefused(), '')
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }

/** `resolve` is what turns names into addresses. */
export function createSender(resolve: typeof lookup = lookup): Sender {
  const kept = { keepAlive: true, timeout: IDLE_MS }
  // Connections that were opened without the check are never used for what needs it.
  const agentsOf = () => ({ 'http:': new HttpAgent(kept), 'https:': new HttpsAgent(kept) })
  const [checked, exempted] = [agentsOf(), agentsOf()]
  const guard = publicOnly(resolve)

  const post = (message: Message, signal: AbortSignal): Promise<SendResult> => {
    const { url, headers, body, exempt } = message
    const agents = exempt ? exempted : checked
    const options = { method: 'POST', headers, signal, ...(exempt ? {} : { lookup: guard }) }
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: agents['https:'] })
        : httpRequest(url, { ...options, agent: agents['http:'] })
    return answerOf(request, body, signal, () => post(message, signal))
  }
  return {
    send(message) {
      const { url, exempt } = message
      const refused = !exempt && (url.protocol !== 'https:' || !mayBePublic(url))
      if (refused) return Promise.resolve({ status: null, failure: 'target_refused' })
      return post(message, AbortSignal.timeout(ANSWER_MS))
    },
    close() {
      for (const agents of [checked, exempted]) {
        agents['http:'].destroy()
        agents['https:'].destroy()
      }
    },
  }
}

function answerOf(
  request: ClientRequest,
  body: string,
  signal: AbortSignal,
  again: () => Promise<SendResult>,
): Promise<SendResult> {
  return new Promise(resolve => {
    request.on('response', response => {
      resolve({ status: response.statusCode ?? 0, failure: null })
      passOver(response)
    })
    // An error after the answer changes nothing any more.
    request.on('error', error => {
      if (signal.aborted) return resolve({ status: null, failure: 'timeout' })
      // The receiver has closed a connection that was kept: it has not been asked yet.
      if (request.reusedSocket && 'code' in error && error.code === 'ECONNRESET') return resolve(again())
      const failure = error instanceof TargetRefused ? 'target_refused' : 'connection_failed'
      resolve({ status: null, failure })
    })
    request.end(body)
  })
}

function passOver(response: IncomingMessage): void {
  let bytes = 0
  response.on('error', () => {})
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength
    if (bytes > ANSWER_BYTES_MAX) response.destroy()
  })
}
