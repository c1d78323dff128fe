import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { pino } from 'pino'
import { type Client, createClient } from '../../client/client.ts'
import { createSessionClient } from '../../client/session-client.ts'
import { examinedBefore } from '../../demo/people/examined.ts'
import type { PersonKey } from '../../demo/people/person.ts'
import { openSandbox, sandboxPeople } from '../../demo/sandbox/open.ts'
import { errorHandler, unknownRoute } from '../../server/api/http/errors.ts'
import type { ProgressEvent } from '../../server/api/wire.ts'
import type { Clock } from '../../server/clock.ts'
import { type Connect, type ConnectOptions, createConnect } from '../../server/index.ts'
import { listen, serve } from '../../server/lifecycle.ts'
import type { Tracing } from '../../server/operations/tracing.ts'
import type { Sandbox } from '../../server/sandbox-file.ts'
import type { Examine } from '../../server/verification/examine/examine.ts'
import { createExaminePool } from '../../server/verification/examine/pool.ts'
import type { Verifiers } from '../../server/verification/registry.ts'
import { databaseUrlOf, dropDatabaseOf } from './database.ts'

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
  /** Sent as it is where it is a text or a form, as JSON otherwise. */
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
  /** The typed client with each side's key. */
  source: Client
  destination: Client
  asSource(method: string, path: string, body?: unknown): Promise<Answer>
  asDestination(method: string, path: string, body?: unknown): Promise<Answer>
  /** The source's inquiry of a specimen person. */
  inquiryOf(person: PersonKey): Promise<string>
  close(): Promise<void>
}

export interface TestServerOptions {
  dataDir?: string
  verifiers?: Verifiers
  providers?: NonNullable<ConnectOptions['providers']>
  codeDelivery?: NonNullable<ConnectOptions['codeDelivery']>
  /** What opens files; where nothing is said, what is known of the specimen people's files is not asked again. */
  examine?: Examine
  clock?: Clock
  requestsPerMinute?: number
  publicUrl?: string
  webhookOrigins?: string[]
  metricsToken?: string
  /** The address that the server reaches its database at, where something stands between them. */
  through?: (databaseUrl: string) => string
  tracing?: Tracing
}

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'connect-server-'))
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const server = await listen(0, '127.0.0.1')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const examiners = createExaminePool(log)
  const examine = examinedBefore(examiners.examine)
  const { through = url => url } = options
  const url = await databaseUrlOf(dataDir)
  const databaseUrl = url === null ? null : through(url)
  const connect = await createConnect({
    requestsPerMinute: 100_000,
    linkUrl: origin,
    examine,
    ...options,
    dataDir,
    databaseUrl,
    log,
  })
  const sandbox = await openSandbox(connect.api, dataDir, origin)
  serve(server, express().use(connect.router).use(unknownRoute, errorHandler(connect.log)))

  const call = (secret: string | null, method: string, path: string, { body, headers }: CallOptions = {}) =>
    send(`${origin}/api/v1${path}`, {
      method,
      headers: {
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body) }),
    })
  const clientOf = (side: 'source' | 'destination') =>
    createClient({ baseUrl: sandbox['api-base-url'], apiKey: sandbox[side]['api-key'], retries: 0 })
  return {
    origin,
    dataDir,
    connect,
    sandbox,
    source: clientOf('source'),
    destination: clientOf('destination'),
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
      await Promise.all([connect.close(), examiners.close()])
      if (options.dataDir) return
      await dropDatabaseOf(dataDir)
      rmSync(dataDir, { recursive: true })
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
  resource: Awaited<ReturnType<Client['sessions']['create']>>['data']
  inquiryId: string
  shareRequestId: string
}

/** Opens a session as the destination's backend does. */
export async function openSession(
  server: TestServer,
  template: 'standard' | 'strict' = 'standard',
  more: Partial<Parameters<Client['sessions']['create']>[0]> = {},
): Promise<OpenSession> {
  const suffix = template === 'strict' ? '-strict' : ''
  const { data, meta } = await server.destination.sessions.create({
    'inquiry-template-id': server.sandbox[`destination-inquiry-template-id${suffix}`],
    purpose: 'Open an account',
    'allowed-origins': [PAGE],
    ...more,
  })
  return {
    id: data.id,
    secret: meta['client-secret'],
    resource: data,
    inquiryId: data.relationships?.inquiry.data?.id ?? '',
    shareRequestId: data.relationships?.['share-request'].data?.id ?? '',
  }
}

/** Mints a token of a person's inquiry; the secret form. */
export async function mint(
  server: TestServer,
  person: PersonKey = 'complete',
  more: Partial<Parameters<Client['shareTokens']['create']>[0]> = {},
): Promise<{ id: string; secretForm: string }> {
  const { data, meta } = await server.source.shareTokens.create({
    'connection-id': server.sandbox['connection-id'],
    'source-id': await server.inquiryOf(person),
    ...more,
  })
  return { id: data.id, secretForm: meta['share-token'] }
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

/**
 * Follows a session's stream until its redemption has ended or awaits input; all events of it, or those after the one
 * with that id.
 */
export function followToEnd(
  { sandbox }: TestServer,
  { secret }: OpenSession,
  after = '',
): Promise<ProgressEvent[]> {
  const page = createSessionClient({ baseUrl: sandbox['api-base-url'], clientSecret: secret, retries: 0 })
  return untilItsEnd(signal => page.events({ after, signal }))
}

/** The same for a redemption that the destination's backend started. */
export const followRedemption = (server: TestServer, redemptionId: string): Promise<ProgressEvent[]> =>
  untilItsEnd(signal => server.destination.redemptions.events(redemptionId, { signal }))

async function untilItsEnd(
  follow: (signal: AbortSignal) => AsyncIterable<ProgressEvent>,
): Promise<ProgressEvent[]> {
  const events: ProgressEvent[] = []
  for await (const event of follow(AbortSignal.timeout(20_000))) {
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
