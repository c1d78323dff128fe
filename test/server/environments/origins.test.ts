import { afterAll, beforeAll, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { openProduction, type Production } from '../production.ts'

let server: TestServer
let real: Production
beforeAll(async () => {
  server = await startServer()
  real = await openProduction(server)
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
