import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { isSignedBy } from '../../../server/signature.ts'
import { startServer, type TestServer } from '../harness.ts'
import { newEnvironment } from '../identities.ts'
import { newPerson, openBrowser } from './browser.ts'

const SECRET = 'between the server and its post office'
const ORIGIN = 'https://connect.example'

/** A service that sends mail: it keeps what it was asked to send. */
let service: Server
let received: { body: string; signature: string }[] = []
const messages = () => received.map(({ body }) => JSON.parse(body).message)

let server: TestServer
beforeAll(async () => {
  service = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    received.push({ body, signature: String(req.headers['connect-signature']) })
    res.writeHead(200).end()
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  const email = { url: `http://127.0.0.1:${port}/mail`, secret: SECRET, attempts: 1 }
  server = await startServer({ codeDelivery: { email }, publicUrl: ORIGIN })
})
afterAll(async () => {
  await server.close()
  service.close()
})
beforeEach(() => {
  received = []
})

const browser = () => openBrowser(server, ORIGIN)
const ask = (email: string, headers: Record<string, string> = {}) =>
  browser().ask('POST', '/sign-in/link', { body: { email }, headers })

describe('a sign-in link', () => {
  it('is sent by a signed call, and signs in who has the address', async () => {
    const person = await newPerson(server, 'admin', 'destination', 'Nora@Northwind.example')
    await ask('nora@northwind.EXAMPLE')
    await vi.waitUntil(() => received.length > 0)
    const [message] = messages()
    expect(message).toEqual({
      id: expect.any(String),
      channel: 'email',
      to: 'nora@northwind.example',
      locale: 'en',
      link: expect.stringMatching(/^https:\/\/connect\.example\/dashboard\/#sign-in=[A-Za-z0-9_-]{43}$/),
      text: expect.stringContaining('Northwind Bank'),
      'expires-in-seconds': 900,
    })
    expect(message.text).toContain(message.link)
    const [call] = received
    expect(isSignedBy(SECRET, call?.body ?? '', call?.signature ?? '', Date.now())).toBe(true)
    const [, secret] = message.link.split('#sign-in=')
    const answer = await browser().ask('POST', '/sign-in/link/redeem', { body: { secret } })
    expect(answer.json.operator.id).toBe(person.id)
    expect(server.log()).not.toContain(secret)
    expect(server.log()).not.toContain('nora@')
  })

  // Guarantee: whoever asks does not decide where the link leads, as by a Host header.
  it('leads to the configured address, whatever the request says of the host', async () => {
    const { email } = await newPerson(server)
    await ask(email, { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' })
    await vi.waitUntil(() => received.length > 0)
    expect(messages()[0].link).toMatch(/^https:\/\/connect\.example\//)
  })

  it('is sent to nobody who is not known', async () => {
    const { email } = await newPerson(server)
    await ask('nobody@northwind.example')
    await ask(email)
    await vi.waitUntil(() => received.length > 0)
    expect(messages().map(({ to }) => to)).toEqual([email])
  })

  it('is sent for each organization that a person belongs to', async () => {
    const { email } = await newPerson(server, 'admin', 'destination', 'both@northwind.example')
    const environment = await newEnvironment(server.connect)
    const { organization_id: organizationId } = await server.connect.api.store.db
      .selectFrom('environment')
      .select('organization_id')
      .where('id', '=', environment)
      .executeTakeFirstOrThrow()
    await newPerson(server, 'viewer', { organizationId }, email)
    await ask(email)
    await vi.waitUntil(() => received.length > 1)
    const names = await Promise.all(
      messages().map(async ({ link }) => {
        const [, secret] = link.split('#sign-in=')
        return (await browser().ask('POST', '/sign-in/link/redeem', { body: { secret } })).json.organization
          .name
      }),
    )
    expect(names.sort()).toEqual(['Northwind Bank', 'Outsider'])
  })
})
