import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerError } from '../../../demo/errors.ts'
import { DOCUMENTS } from '../../../demo/playground/documents.ts'
import { PHASES } from '../../../demo/playground/phases.ts'
import { REFUSALS } from '../../../demo/playground/refusals.ts'
import { playgroundRouter, type SceneAnswer } from '../../../demo/playground/router.ts'
import type { Companies } from '../../../demo/playground/stage.ts'
import { playgroundTemplates } from '../../../demo/playground/templates.ts'
import { endSession } from '../../../demo/sandbox/end-session.ts'
import { listen, serve } from '../../../server/lifecycle.ts'
import { startServer, type TestServer } from '../harness.ts'

let server: TestServer
let companies: Companies
let origin: string
let close: () => Promise<void>

beforeAll(async () => {
  server = await startServer()
  const { sandbox, source, destination, connect } = server
  companies = {
    apiBaseUrl: sandbox['api-base-url'],
    exchange: source,
    bank: destination,
    connectionId: sandbox['connection-id'],
    inquiryId: sandbox['source-inquiry-id'],
    templateOf: playgroundTemplates(destination),
    endSession: id => endSession(connect.api, id),
  }
  const listening = await listen(0, '127.0.0.1')
  serve(listening, express().use('/demo/playground', playgroundRouter(companies)).use(answerError))
  origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  close = async () => {
    listening.closeAllConnections()
    listening.close()
    await once(listening, 'close')
  }
})

afterAll(async () => {
  await close()
  await server.close()
})

const ask = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${origin}/demo/playground/scenes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function stage(phase: string, failure = 'none'): Promise<SceneAnswer> {
  const answer = await ask({ phase, failure })
  expect(answer.status).toBe(201)
  return JSON.parse(await answer.text())
}

/** Where the server says that the session of a scene stands; null for a scene without one. */
async function statusOf(scene: SceneAnswer): Promise<string | null> {
  const secret = scene['client-secret']
  if (secret === null) return null
  const { status, json } = await server.call(secret, 'GET', '/connect/session')
  if (status !== 200) return String(status)
  const { attributes } = json.data
  return attributes['withdrawn-at'] === null ? attributes.status : 'withdrawn'
}

const STATUSES: Readonly<Record<string, string | null>> = {
  loading: null,
  asking: 'open',
  deciding: 'open',
  'whole-course': 'open',
  waiting: 'granted',
  'waiting-declined': 'granted',
  'waiting-confirmed': 'granted',
  'source-asking': null,
  'source-shared': null,
  redeeming: 'redeeming',
  complete: 'completed',
  'under-review': 'completed',
  'not-accepted': 'completed',
  declined: 'declined',
  withdrawn: 'withdrawn',
  'withdrawn-early': 'withdrawn',
}

const REFUSED: Readonly<Record<string, string | null>> = {
  'secret-unknown': '401',
  'session-expired': 'expired',
  'redemption-failed': 'failed',
  'source-expired': null,
  'origin-not-allowed': 'open',
  'already-decided': 'open',
  'no-connect-server': 'open',
}

describe('a scene', () => {
  // Guarantee: when the page has the answer, the session is where the switch says: nobody watches how it gets there.
  it.each(Object.keys(PHASES))('%s: the session is there', async phase => {
    const expected = phase.startsWith('missing-') ? 'awaiting-input' : STATUSES[phase]
    expect(await statusOf(await stage(phase))).toBe(expected)
  })

  it.each(Object.keys(REFUSALS))('%s: the session is before it', async failure => {
    expect(await statusOf(await stage('asking', failure))).toBe(
      failure in REFUSED ? REFUSED[failure] : 'granted',
    )
  })

  it('is one of a closed list', async () => {
    for (const body of [
      { phase: 'nonsense', failure: 'none' },
      { phase: 'asking', failure: 'toString' },
      { phase: 'asking' },
      { phase: 'asking', failure: 'none', more: 1 },
    ]) {
      expect((await ask(body)).status).toBe(400)
    }
  })

  // Or any site could have sessions opened for itself.
  it('is for the page of this very host', async () => {
    const body = { phase: 'asking', failure: 'none' }
    expect((await ask(body, { origin })).status).toBe(201)
    expect((await ask(body, { origin: 'https://elsewhere.example' })).status).toBe(403)
  })
})

describe('the templates', () => {
  const named = async () =>
    (await server.destination.inquiryTemplates.list({ page: { size: 100 } })).data
      .map(({ attributes }) => attributes.name)
      .filter(name => name === 'Playground: passing')

  // Guarantee: a server that starts again on the same directory leaves the bank with the same templates.
  it('are made once, also over a restart', async () => {
    await stage('asking')
    await Promise.all([stage('asking'), playgroundTemplates(server.destination)('passing')])
    expect(await named()).toHaveLength(1)
  })

  it('are published again when this version wants something else', async () => {
    const id = await companies.templateOf('passing')
    await server.destination.inquiryTemplates.publish(id, { document: DOCUMENTS.rejected })
    expect(await playgroundTemplates(server.destination)('passing')).toBe(id)
    const { data } = await server.destination.inquiryTemplates.retrieve(id)
    expect(data.attributes.document?.decision.failed).toBe(DOCUMENTS.passing.decision.failed)
  })
})

describe('what stands between a page and the server', () => {
  /** With the path as it is, which `fetch` would tidy up. */
  const through = async (path: string, headers: Record<string, string> = {}): Promise<number | undefined> => {
    const sent = request({
      port: Number(new URL(origin).port),
      path: `/demo/playground/through${path}`,
      headers,
    }).end()
    const [answer] = await once(sent, 'response')
    answer.resume()
    return answer.statusCode
  }

  it('passes on what the elements call, with what it was sent', async () => {
    const { 'client-secret': secret } = await stage('asking')
    const headers = { authorization: `Bearer ${secret}` }
    const answer = await fetch(`${origin}/demo/playground/through/cut/api/v1/connect/session?locale=de`, {
      headers,
    })
    expect(answer.status).toBe(200)
    expect(JSON.parse(await answer.text()).data.attributes.notice.locale).toBe('de')
    expect(await through('/cut/api/v1/connect/session')).toBe(401)
  })

  // Guarantee: it leads to the elements' own calls at this server, and nowhere else.
  it.each([
    '/cut/api/v1/connect/share-tokens',
    '/cut/api/v1/connect/sessions',
    '/cut/api/v1/connect/session/../share-tokens',
    '/cut/api/v1/connect/session/%2e%2e/share-tokens',
    '/cut//elsewhere.example/api/v1/connect/session',
    '/cut/@elsewhere.example/api/v1/connect/session',
    '/cut/',
  ])('does not pass on %s', async path => {
    const authorization = `Bearer ${server.sandbox.source['api-key']}`
    expect(await through(path, { authorization })).toBe(404)
  })

  it('knows its own manners and no other', async () => {
    expect(await through('/politely/api/v1/connect/session')).toBe(400)
  })

  it('closes the connection where the server is to be down', async () => {
    await expect(through('/down/api/v1/connect/session')).rejects.toThrow(/hang up|ECONNRESET/)
  })
})
