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
  return { session, verificationId: asked[0] ?? '' }
}

const answer = (status: string) => JSON.stringify({ checks: [{ name: CHECK, status }] })

const callBack = (id: string, body: string, signature = signBody(SECRET, `${id}.${body}`, Date.now())) =>
  fetch(`${server.origin}/provider-callbacks/${id}`, {
    method: 'POST',
    headers: { 'connect-signature': signature, 'content-type': 'application/json' },
    body,
  }).then(response => response.status)

const statusOf = async (verificationId: string) =>
  (await server.asDestination('GET', `/verifications/${verificationId}`)).json.data.attributes.status

describe('the answer of a provider by callback', () => {
  it('ends the verification that waited for it; the first answer stands', async () => {
    const { session, verificationId } = await waitingForProvider()
    expect(await callBack(verificationId, answer('passed'))).toBe(204)
    expect(await callBack(verificationId, answer('failed'))).not.toBe(500)
    const events = await followToEnd(server, session)
    expect(events.at(-1)?.name).toBe('redemption.finished')
    expect(await statusOf(verificationId)).toBe('passed')
    expect(await callBack(verificationId, answer('failed'))).toBe(404)
    expect(await statusOf(verificationId)).toBe('passed')
  }, 60_000)

  // Guarantee: nobody but the provider answers, and only what it was asked.
  it('is taken from nobody else, and is nothing else', async () => {
    const { session, verificationId } = await waitingForProvider()
    const body = answer('passed')
    const sign = (id: string, text: string, secret = SECRET) => signBody(secret, `${id}.${text}`, Date.now())
    expect(await callBack(verificationId, body, '')).toBe(404)
    expect(await callBack(verificationId, body, sign(verificationId, body, `${SECRET}!`))).toBe(404)
    expect(await callBack(verificationId, body, sign('ver_other', body))).toBe(404)
    expect(await callBack('ver_other', body)).toBe(404)
    expect(
      await callBack(verificationId, '{"checks":[{"name":"id_blur_detection","status":"passed"}]}'),
    ).toBe(422)
    expect(await callBack(verificationId, 'passed')).toBe(422)
    expect(await statusOf(verificationId)).toBe('submitted')
    expect(await callBack(verificationId, answer('failed'))).toBe(204)
    await followToEnd(server, session)
    expect(await statusOf(verificationId)).toBe('failed')
  }, 60_000)
})
