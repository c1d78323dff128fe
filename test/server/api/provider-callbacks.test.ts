import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import { signBody } from '../../../server/signature.ts'
import {
  attributes,
  decide,
  followToEnd,
  mint,
  openSession,
  redeem,
  startServer,
  type TestServer,
} from '../harness.ts'

const SECRET = 'a secret of thirty-two characters'
const CHECK = 'id_tamper_detection'

let server: TestServer
let provider: ReturnType<typeof createServer>
let asked: string[]
afterEach(async () => {
  await server.close()
  await new Promise(resolve => provider.close(resolve).closeAllConnections())
})

/** A server whose government IDs are handed to a provider that answers later, and a redemption that waits for it. */
async function waitingForProvider() {
  asked = []
  provider = createServer((req, res) => {
    asked.push(String(req.headers['idempotency-key']))
    req.resume()
    res.writeHead(202).end()
  })
  await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`
  server = await startServer({
    providers: [{ kind: 'government-id', url, secret: SECRET, checks: { [CHECK]: true } }],
  })
  const { json } = await server.asDestination(
    'POST',
    '/inquiry-templates',
    attributes({ name: 'Provider', document: bankStandard }),
  )
  const session = await openSession(server, 'standard', { 'inquiry-template-id': json.data.id })
  await decide(server, session)
  await redeem(server, session, (await mint(server)).secretForm)
  await vi.waitUntil(() => asked.length > 0, 20_000)
  return { session, request: asked[0] ?? '' }
}

const sign = (request: string, body: string, secret = SECRET) =>
  signBody(secret, `${request}.${body}`, Date.now())

const answer = (status: string) => JSON.stringify({ checks: [{ name: CHECK, status }] })

const callBack = (request: string, body: string, signature = sign(request, body)) =>
  fetch(`${server.origin}/provider-callbacks/${request}`, {
    method: 'POST',
    headers: { 'connect-signature': signature, 'content-type': 'application/json' },
    body,
  }).then(response => response.status)

const verificationOf = (request: string) => request.split('.')[0] ?? ''

const statusOf = async (request: string) =>
  (await server.asDestination('GET', `/verifications/${verificationOf(request)}`)).json.data.attributes.status

describe('the answer of a provider by callback', () => {
  it('ends the verification that waited for it; the first answer stands', async () => {
    const { session, request } = await waitingForProvider()
    expect(await callBack(request, answer('passed'))).toBe(204)
    expect(await callBack(request, answer('failed'))).not.toBe(500)
    const events = await followToEnd(server, session)
    expect(events.at(-1)?.name).toBe('redemption.finished')
    expect(await statusOf(request)).toBe('passed')
    expect(await callBack(request, answer('failed'))).toBe(404)
    expect(await statusOf(request)).toBe('passed')
  }, 60_000)

  // Guarantee: nobody but the provider answers, and only what it was asked.
  it('is taken from nobody else, and is nothing else', async () => {
    const { session, request } = await waitingForProvider()
    const body = answer('passed')
    expect(await callBack(request, body, '')).toBe(404)
    expect(await callBack(request, body, sign(request, body, `${SECRET}!`))).toBe(404)
    expect(await callBack(request, body, sign('ver_other', body))).toBe(404)
    expect(await callBack(`ver_other.${'A'.repeat(43)}`, body)).toBe(404)
    expect(await callBack(verificationOf(request), body)).toBe(404)
    expect(await callBack(request, '{"checks":[{"name":"id_blur_detection","status":"passed"}]}')).toBe(422)
    expect(await callBack(request, 'passed')).toBe(422)
    expect(await statusOf(request)).toBe('submitted')
    expect(await callBack(request, answer('failed'))).toBe(204)
    await followToEnd(server, session)
    expect(await statusOf(request)).toBe('failed')
  }, 60_000)

  // Guarantee: an answer about other evidence is not taken for an answer about this.
  it('ends nothing where it is about evidence that was there before', async () => {
    const { session, request } = await waitingForProvider()
    const earlier = `${verificationOf(request)}.${'A'.repeat(43)}`
    expect(await callBack(earlier, answer('passed'))).toBe(204)
    expect(await callBack(request, answer('failed'))).toBe(204)
    await followToEnd(server, session)
    expect(await statusOf(request)).toBe('failed')
  }, 60_000)
})
