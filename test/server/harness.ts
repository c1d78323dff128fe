import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { pino } from 'pino'
import type { PersonKey } from '../../demo/people/person.ts'
import { openSandbox, sandboxPeople } from '../../demo/sandbox/open.ts'
import { errorHandler, unknownRoute } from '../../server/api/http/errors.ts'
import type { ProgressEvent, SessionResource } from '../../server/api/wire.ts'
import type { Clock } from '../../server/clock.ts'
import { type Connect, createConnect } from '../../server/index.ts'
import { listen, serve } from '../../server/lifecycle.ts'
import type { Sandbox } from '../../server/sandbox-file.ts'
import type { Verifiers } from '../../server/verification/registry.ts'

/** The page that sessions of these tests allow. */
export const PAGE = 'https://bank.example'

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape is what they assert
type Json = any

export interface Answer {
  status: number
  json: Json
  text: string
  headers: Headers
}

export interface CallOptions {
  body?: unknown
  headers?: Record<string, string>
}

/** A real server on a real store in a directory of its own, with the sandbox in it. */
export interface TestServer {
  origin: string
  dataDir: string
  connect: Connect
  sandbox: Sandbox
  /** Everything that the server has logged. */
  log(): string
  /** Calls the API with a key or client secret; `null` calls without. */
  call(secret: string | null, method: string, path: string, options?: CallOptions): Promise<Answer>
  asSource(method: string, path: string, body?: unknown): Promise<Answer>
  asDestination(method: string, path: string, body?: unknown): Promise<Answer>
  /** The source's inquiry of a specimen person. */
  inquiryOf(person: PersonKey): Promise<string>
  close(): Promise<void>
}

export interface TestServerOptions {
  dataDir?: string
  verifiers?: Verifiers
  clock?: Clock
  requestsPerMinute?: number
}

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'connect-server-'))
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const server = await listen(0, '127.0.0.1')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connect = await createConnect({ requestsPerMinute: 100_000, ...options, dataDir, log })
  const sandbox = await openSandbox(connect.api, dataDir, origin)
  serve(server, express().use(connect.router).use(unknownRoute, errorHandler(log)))

  const call = (secret: string | null, method: string, path: string, { body, headers }: CallOptions = {}) =>
    send(`${origin}/api/v1${path}`, {
      method,
      headers: {
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    origin,
    dataDir,
    connect,
    sandbox,
    log: () => lines.join(''),
    call,
    asSource: (method, path, body) => call(sandbox.source['api-key'], method, path, { body }),
    asDestination: (method, path, body) => call(sandbox.destination['api-key'], method, path, { body }),
    async inquiryOf(person) {
      const found = (await sandboxPeople(connect.api, sandbox)).find(one => one.key === person)
      if (!found) throw new Error(`no inquiry of ${person}`)
      return found.inquiryId
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await connect.close()
      if (!options.dataDir) rmSync(dataDir, { recursive: true })
    },
  }
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return {
    status: response.status,
    json: isJson ? JSON.parse(text) : undefined,
    text,
    headers: response.headers,
  }
}

export const attributes = (values: Record<string, unknown>) => ({ data: { attributes: values } })

export interface OpenSession {
  id: string
  secret: string
  resource: SessionResource
  inquiryId: string
  shareRequestId: string
}

/** Opens a session as the destination's backend does. */
export async function openSession(
  server: TestServer,
  template: 'standard' | 'strict' = 'standard',
  more: Record<string, unknown> = {},
): Promise<OpenSession> {
  const suffix = template === 'strict' ? '-strict' : ''
  const answer = await server.asDestination(
    'POST',
    '/connect/sessions',
    attributes({
      'inquiry-template-id': server.sandbox[`destination-inquiry-template-id${suffix}`],
      purpose: 'Open an account',
      'allowed-origins': [PAGE],
      ...more,
    }),
  )
  if (answer.status !== 201) throw new Error(answer.text)
  const resource: SessionResource = answer.json.data
  return {
    id: resource.id,
    secret: answer.json.meta['client-secret'],
    resource,
    inquiryId: resource.relationships.inquiry.data?.id ?? '',
    shareRequestId: resource.relationships['share-request'].data?.id ?? '',
  }
}

/** Mints a token of a person's inquiry; the secret form. */
export async function mint(
  server: TestServer,
  person: PersonKey = 'complete',
  more: Record<string, unknown> = {},
): Promise<{ id: string; secretForm: string }> {
  const answer = await server.asSource(
    'POST',
    '/connect/share-tokens',
    attributes({
      'connection-id': server.sandbox['connection-id'],
      'source-id': await server.inquiryOf(person),
      ...more,
    }),
  )
  if (answer.status !== 201) throw new Error(answer.text)
  return { id: answer.json.data.id, secretForm: answer.json.meta['share-token'] }
}

/** Records a decision; by default everything that can travel is granted. */
export function decide(server: TestServer, session: OpenSession, more: Record<string, unknown> = {}) {
  const types = session.resource.attributes['data-types'].filter(type => type.available)
  const body = attributes({
    decision: 'granted',
    'data-types': types.map(type => type.name),
    'notice-hash': session.resource.attributes['notice-hash'],
    locale: 'en',
    ...more,
  })
  return server.call(session.secret, 'POST', '/connect/session/consents', { body })
}

export const redeem = (server: TestServer, session: OpenSession, shareToken: string) =>
  server.call(session.secret, 'POST', '/connect/session/redemption', {
    body: attributes({ 'share-token': shareToken }),
  })

/** The words that end a redemption's part of a stream. */
const LAST_WORDS = ['redemption.finished', 'redemption.failed', 'inquiry.awaiting-input']

/** Follows a session's stream until its redemption has ended or awaits input; all events of it. */
export const followToEnd = (server: TestServer, session: OpenSession): Promise<ProgressEvent[]> =>
  follow(server, session.secret, '/connect/session/events')

/** The same for a redemption that the destination's backend started. */
export const followRedemption = (server: TestServer, redemptionId: string): Promise<ProgressEvent[]> =>
  follow(server, server.sandbox.destination['api-key'], `/connect/redemptions/${redemptionId}/events`)

async function follow(server: TestServer, secret: string, path: string): Promise<ProgressEvent[]> {
  const response = await fetch(`${server.origin}/api/v1${path}`, {
    headers: { authorization: `Bearer ${secret}`, accept: 'text/event-stream' },
    signal: AbortSignal.timeout(20_000),
  })
  const events: ProgressEvent[] = []
  if (!response.body) throw new Error('no stream')
  for await (const event of eventsOf(response.body)) {
    events.push(event)
    if (LAST_WORDS.includes(event.name)) break
  }
  return events
}

/** The events of a server-sent stream, as their `data` says them. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ProgressEvent> {
  let pending = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    pending += chunk
    for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(pending.slice(0, end))?.[1]
      pending = pending.slice(end + 2)
      if (data) yield JSON.parse(data)
    }
  }
}

/** The whole way, for tests of what comes after it: session, grant, bound token, redemption, end. */
export async function share(
  server: TestServer,
  person: PersonKey = 'complete',
  template: 'standard' | 'strict' = 'standard',
) {
  const session = await openSession(server, template)
  await decide(server, session)
  const token = await mint(server, person, { 'share-request-id': session.shareRequestId })
  const redemption = await redeem(server, session, token.id)
  if (redemption.status !== 202) throw new Error(redemption.text)
  const events = await followToEnd(server, session)
  const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
  return { session, token, events, inquiry: inquiry.json.data, redemptionId: redemption.json.data.id }
}
