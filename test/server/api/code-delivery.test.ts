import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { isSignedBy } from '../../../server/signature.ts'
import { inquiryOf } from '../awaiting.ts'
import { awaitCode, confirmCode, confirmed, refusalOf, sendCode } from '../codes.ts'
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

const SECRET = 'between the bank and its messenger, only'

/** A service that sends text messages: it keeps what it was asked to send. */
let service: Server
let status = 200
let received: { body: string; headers: Record<string, unknown> }[] = []
const messages = () => received.map(({ body }) => JSON.parse(body).message)

let ahead = 0
let server: TestServer
beforeAll(async () => {
  service = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    received.push({ body, headers: req.headers })
    res.writeHead(status).end()
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  server = await startServer({
    clock: () => systemClock() + ahead,
    codeDelivery: { sms: { url: `http://127.0.0.1:${port}/codes`, secret: SECRET, attempts: 1 } },
  })
})
afterAll(async () => {
  await server.close()
  service.close()
})
beforeEach(() => {
  status = 200
  received = []
})

/** Nothing is opened by hand in production yet: the sandbox's environment is called so while `act` runs. */
async function inProduction<T>(act: () => Promise<T>): Promise<T> {
  const { db } = server.connect.api.store
  const call = (kind: 'sandbox' | 'production') => db.updateTable('environment').set({ kind }).execute()
  await call('production')
  try {
    return await act()
  } finally {
    await call('sandbox')
  }
}

describe('a code in production', () => {
  it('is sent by a signed call, in the language that is asked for, and is readable to nobody', async () => {
    const session = await awaitCode(server)
    await inProduction(async () => {
      const body = attributes({ kind: 'phone-number' })
      const path = '/connect/session/codes?locale=de'
      expect((await server.call(session.secret, 'POST', path, { body })).status).toBe(200)
      const [message] = messages()
      expect(message).toEqual({
        id: expect.any(String),
        channel: 'sms',
        to: '+46701740617',
        code: expect.stringMatching(/^[0-9]{6}$/),
        locale: 'de',
        text: `${message.code} ist Ihr Code für Northwind Bank. Er gilt 10 Minuten. Geben Sie ihn nicht weiter.`,
        'expires-in-seconds': 600,
      })
      const [{ body: sent, headers } = { body: '', headers: {} }] = received
      expect(isSignedBy(SECRET, sent, String(headers['connect-signature']), Date.now())).toBe(true)
      expect(headers['idempotency-key']).toBe(message.id)
      const shown = await server.asDestination('GET', `/connect/sessions/${session.id}/codes`)
      expect(shown.status).toBe(403)
      const [row] = await server.connect.api.store.db.selectFrom('confirmation_code').selectAll().execute()
      expect(row?.sealed_message).toBeNull()

      expect((await confirmCode(server, session, message.code)).status).toBe(200)
      await followToEnd(server, session, session.seen)
    })
    expect((await inquiryOf(server, session)).attributes.status).toBe('approved')
  })

  it('that did not get through says so, confirms nothing, and does not count as sent', async () => {
    const session = await awaitCode(server)
    await inProduction(async () => {
      status = 503
      for (const _ of [1, 2, 3, 4]) {
        const key = { 'idempotency-key': 'again' }
        expect(refusalOf(await sendCode(server, session, 'phone-number', key))).toEqual([
          502,
          'code_not_delivered',
        ])
        ahead += 60_000
      }
      const lost = messages().at(-1).code
      expect(refusalOf(await confirmCode(server, session, lost))).toEqual([422, 'code_not_sent'])
      status = 202
      expect((await sendCode(server, session)).status).toBe(200)
      expect((await confirmCode(server, session, messages().at(-1).code)).status).toBe(200)
    })
  })

  // Guarantee: where nothing can send a code, a required one is not passed, and nobody waits for it.
  it('is not waited for where no service sends it', async () => {
    const made = await server.asDestination(
      'POST',
      '/inquiry-templates',
      attributes({ name: 'E-mail', document: confirmed(['email-address']) }),
    )
    const session = await openSession(server, 'standard', { 'inquiry-template-id': made.json.data.id })
    await decide(server, session)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    await inProduction(async () => {
      expect((await redeem(server, session, token.id)).status).toBe(202)
      const events = await followToEnd(server, session)
      expect(events.at(-1)?.name).toBe('redemption.finished')
    })
    const { json } = await server.asDestination(
      'GET',
      `/inquiries/${session.inquiryId}?include=verifications`,
    )
    expect(json.data.attributes.status).toBe('needs_review')
    expect(json.included[0].attributes.checks).toContainEqual(
      expect.objectContaining({
        name: 'email_address_confirmation_code_comparison',
        status: 'not_applicable',
        reasons: ['no_delivery'],
      }),
    )
  })
})
