import { beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../../client/client.ts'
import { attributes, share, startServer, type TestServer } from '../harness.ts'
import { newEnvironment } from '../identities.ts'
import { type Browser, environmentOf, newPerson, openBrowser, signIn } from './browser.ts'

let server: TestServer
let browser: Browser
let environment: string
beforeAll(async () => {
  server = await startServer()
  browser = await signIn(server, await newPerson(server, 'admin', 'destination'))
  environment = await environmentOf(server, 'destination')
  return server.close
})

/** The typed client as the dashboard's page has it: its `fetch` sends the cookie and no key. */
function clientOf(of: Browser, environmentId: string) {
  const [name, value] = [...of.cookies][0] ?? []
  const send: typeof fetch = (url, init) => {
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    headers.set('cookie', `${name}=${value}`)
    headers.set('origin', server.origin)
    return fetch(url, { ...init, headers })
  }
  const baseUrl = `${server.origin}/dashboard/api/${environmentId}/v1`
  return createClient({ baseUrl, apiKey: '', fetch: send, retries: 0 })
}

describe('the public API at the dashboard’s address', () => {
  it('answers the typed client what an API key is answered', async () => {
    const client = clientOf(browser, environment)
    const id = server.sandbox['connection-id']
    expect(await client.connections.retrieve(id)).toEqual(await server.destination.connections.retrieve(id))
    const list = await client.connections.list()
    expect(list.data).toEqual((await server.destination.connections.list()).data)
  })

  it('says of what a person makes that the person has made it', async () => {
    const person = await newPerson(server, 'operator', 'source')
    const at = await environmentOf(server, 'source')
    const client = clientOf(await signIn(server, person), at)
    const { data } = await client.shareTokens.create({
      'connection-id': server.sandbox['connection-id'],
      'source-id': await server.inquiryOf('complete'),
    })
    expect(data.relationships?.creator?.data).toEqual({ type: 'operator', id: person.id })
  })

  it('links pages and files at its own address, and serves them there', async () => {
    const { inquiry } = await share(server)
    const verification = inquiry.relationships.verifications.data.find(
      (one: { type: string }) => one.type === 'verification/government-id',
    )
    const { json } = await browser.ask(
      'GET',
      `/${environment}/v1/verification/government-ids/${verification.id}`,
    )
    const url: string = json.data.attributes['front-photo-url']
    expect(url).toContain(`/dashboard/api/${environment}/v1/files/`)
    const path = url.slice(url.indexOf('/dashboard/api') + '/dashboard/api'.length)
    expect((await browser.ask('GET', path)).headers.get('content-type')).toMatch(/^image\//)
    // The link alone, which may have been passed on, does not do here.
    expect((await openBrowser(server).ask('GET', path)).status).toBe(401)

    const tags = { body: attributes({ name: 'Walk' }) }
    await browser.ask('POST', `/${environment}/v1/api-keys`, tags)
    const page = await browser.ask('GET', `/${environment}/v1/api-keys?page[size]=1`)
    const next = page.json.links.next.slice('/dashboard/api'.length)
    expect((await browser.ask('GET', next)).json.data).toHaveLength(1)
  })

  it('streams what a redemption does', async () => {
    const { redemptionId } = await share(server)
    const names: string[] = []
    for await (const event of clientOf(browser, environment).redemptions.events(redemptionId)) {
      names.push(event.name)
      if (event.name === 'redemption.finished') break
    }
    expect(names).toContain('data.copied')
  })

  // Guarantee: an environment of another organization is one that does not exist, whatever the role here.
  it('knows no environment but those of one’s own organization', async () => {
    const theirs = await environmentOf(server, 'source')
    const outsider = await newEnvironment(server.connect)
    const nobodys = `env_${'0'.repeat(26)}`
    for (const method of ['GET', 'POST'] as const) {
      for (const id of [theirs, outsider, nobodys, 'env_', 'x']) {
        const answer = await browser.ask(method, `/${id}/v1/connect/connections`)
        expect([id, answer.status]).toEqual([id, 404])
      }
    }
  })

  it('shows and changes nothing of another organization’s', async () => {
    const inquiry = await server.inquiryOf('complete')
    const path = `/${environment}/v1/inquiries/${inquiry}`
    expect((await browser.ask('GET', path)).status).toBe(404)
    expect((await browser.ask('PATCH', path, { body: attributes({ note: 'mine' }) })).status).toBe(404)
    expect((await server.asSource('GET', `/inquiries/${inquiry}`)).status).toBe(200)
  })

  it('serves each environment of one’s own organization, and keeps them apart', async () => {
    const organizationId = server.sandbox.destination['organization-id']
    const production = await newEnvironment(server.connect, 'production', organizationId)
    expect((await browser.ask('GET', `/${production}/v1/connect/connections`)).json.data).toEqual([])
    expect((await browser.ask('GET', `/${environment}/v1/connect/connections`)).json.data).toHaveLength(1)
  })

  // Guarantee: an API key opens nothing here, and a cookie nothing there.
  it('takes the cookie alone, and /api/v1 the key alone', async () => {
    const authorization = `Bearer ${server.sandbox.destination['api-key']}`
    const path = `/${environment}/v1/connect/connections`
    expect((await openBrowser(server).ask('GET', path, { headers: { authorization } })).status).toBe(401)
    const [name, value] = [...browser.cookies][0] ?? []
    const headers = { cookie: `${name}=${value}`, origin: server.origin, 'sec-fetch-site': 'same-origin' }
    expect((await server.call(null, 'GET', '/connect/connections', { headers })).status).toBe(401)
  })

  it('has no operation of a session’s client secret', async () => {
    for (const path of ['session', 'session/events', 'session/inputs']) {
      expect((await browser.ask('GET', `/${environment}/v1/connect/${path}`)).status).toBe(404)
    }
  })

  // Guarantee: an answer that is kept for one person, which can hold a secret, is nobody else's.
  it('keeps repeated requests of two people, and of keys, apart', async () => {
    const other = await signIn(server, await newPerson(server, 'admin'))
    const headers = { 'idempotency-key': 'the-same' }
    const body = attributes({ name: 'repeated' })
    const make = async (by: Browser) =>
      (await by.ask('POST', `/${environment}/v1/api-keys`, { headers, body })).json.data
    const mine = await make(browser)
    expect((await make(browser)).attributes.value).toBe(mine.attributes.value)
    const theirs = await make(other)
    expect(theirs.id).not.toBe(mine.id)
    const key = server.sandbox.destination['api-key']
    const byKey = await server.call(key, 'POST', '/api-keys', { headers, body })
    expect(byKey.status).toBe(201)
    expect(byKey.json.data.id).not.toBe(mine.id)
  })

  it('counts each person’s requests by themselves', async () => {
    const left = async (by: Browser) =>
      Number(
        (await by.ask('GET', `/${environment}/v1/connect/connections`)).headers.get('ratelimit-remaining'),
      )
    const [one, other] = [
      await signIn(server, await newPerson(server)),
      await signIn(server, await newPerson(server)),
    ]
    const before = await left(one)
    await left(other)
    await left(other)
    expect(await left(one)).toBe(before - 1)
  })
})
