import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, attributes, startServer, type TestServer } from '../harness.ts'
import { openLink } from '../links.ts'
import { openProduction, type Production, publish, sign } from '../production.ts'

let server: TestServer
let real: Production
beforeAll(async () => {
  server = await startServer()
  real = await openProduction(server)
  const agreement = await publish(server.connect)
  for (const { key } of [real.source, real.destination]) await sign(server, key, agreement)
})
afterAll(() => server.close())

const open = (...origins: string[]) =>
  server.call(real.destination.key, 'POST', '/connect/sessions', {
    body: attributes({
      'inquiry-template-id': real.templateId,
      'connection-id': real.connectionId,
      purpose: 'Open an account',
      'allowed-origins': origins,
    }),
  })

// Guarantee: no page that somebody on the way could change is let at a real person's session.
it.each([[['http://bank.example']], [['https://bank.example', 'http://127.0.0.1:3000']]])(
  'a session in production is not for %j',
  async origins => {
    const answer = await open(...origins)
    expect([answer.status, answer.json.errors[0].details]).toEqual([
      422,
      'data.attributes.allowed-origins must be https origins in production',
    ])
    const made = await server.call(real.destination.key, 'GET', '/inquiries')
    expect(made.json.data).toEqual([])
  },
)

it('a session in production is for pages of https, and one in the sandbox for pages of http too', async () => {
  expect((await open('https://bank.example')).status).toBe(201)
  const sandboxed = await server.asDestination(
    'POST',
    '/connect/sessions',
    attributes({
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
      purpose: 'Open an account',
      'allowed-origins': ['http://127.0.0.1:3000'],
    }),
  )
  expect(sandboxed.status).toBe(201)
})

// Guarantee: whoever is on the way to the page of a one-time link cannot have it go on over http.
it('a one-time link in production is opened over https', async () => {
  const template = attributes({ 'inquiry-template-id': real.templateId })
  const made = await server.call(real.destination.key, 'POST', '/inquiries', { body: template })
  const path = `/inquiries/${made.json.data.id}/generate-one-time-link`
  const { json } = await server.call(real.destination.key, 'POST', path)
  const link = json.meta['one-time-link']
  expect((await openLink(server, link)).status).toBe(403)
  // Nobody has shared anything into it yet: that is what is said once the way there is safe.
  const secure = await openLink(server, link, { origin: server.origin.replace('http:', 'https:') })
  expect(secure.status).toBe(409)
})

describe('the page of a source that mints tokens, in production', () => {
  const PROBLEM = 'data.attributes.share-url must begin with https:// in production'
  const from = (key: string, method: string, path: string, url: string, more: object = {}) =>
    server.call(key, method, path, { body: attributes({ 'share-url': url, ...more }) })
  const ways: [string, (key: string, url: string) => Promise<Answer>][] = [
    [
      'a new connection',
      (key, url) => {
        const to = { 'destination-organization-id': server.sandbox.destination['organization-id'] }
        return from(key, 'POST', '/connect/connections', url, to)
      },
    ],
    ['an invite', (key, url) => from(key, 'POST', '/connect/connection-invites', url)],
    [
      'a change',
      (key, url) => {
        const isReal = key === real.source.key
        const id = isReal ? real.connectionId : server.sandbox['connection-id']
        return from(key, 'PATCH', `/connect/connections/${id}`, url)
      },
    ],
  ]

  // Guarantee: nobody on the way can put a page of their own where a real person says yes and a token is made.
  it.each(ways)('is of https in %s, and nothing is made where it is not', async (_, ask) => {
    const paths = ['/connect/connections', '/connect/connection-invites']
    const shown = () =>
      Promise.all(paths.map(async path => (await server.call(real.source.key, 'GET', path)).text))
    const before = await shown()
    const refused = await ask(real.source.key, 'http://exchange.example/share')
    expect([refused.status, refused.json.errors[0].details]).toEqual([422, PROBLEM])
    expect(await shown()).toEqual(before)
    expect((await ask(real.source.key, 'https://exchange.example/share')).status).toBeLessThan(300)
    expect((await ask(server.sandbox.source['api-key'], 'http://127.0.0.1:3000/share')).status).toBeLessThan(
      300,
    )
  })
})
