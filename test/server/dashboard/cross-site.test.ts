import { beforeAll, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { type Browser, environmentOf, newLink, newPerson, openBrowser, signIn } from './browser.ts'

let server: TestServer
let browser: Browser
let environment: string
beforeAll(async () => {
  server = await startServer()
  browser = await signIn(server, await newPerson(server, 'admin', 'source'))
  environment = await environmentOf(server, 'source')
  return server.close
})

const invite = (headers: Record<string, string>) =>
  browser.ask('POST', `/${environment}/v1/connect/connection-invites`, { headers, body: attributes({}) })
const invites = async () =>
  (await browser.ask('GET', `/${environment}/v1/connect/connection-invites?page[size]=100`)).json.data.length

describe('a page that is not ours', () => {
  it('would succeed if it were', async () => {
    expect((await invite({})).status).toBe(201)
  })

  // Guarantee: cookies alone change nothing. A sibling port is the same site, so its requests carry them.
  it.each([
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of a sibling port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['of a sibling port, in an old browser', { origin: 'http://127.0.0.1:1' }],
    ['in a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['that hides where it comes from', { origin: '' }],
    ['with our origin, said by a browser to be another site', { 'sec-fetch-site': 'cross-site' }],
    ['with our origin, said by a browser to be the same site', { 'sec-fetch-site': 'same-site' }],
    ['opened by its address', { 'sec-fetch-site': 'none' }],
  ])('%s changes nothing', async (_what, headers) => {
    const before = await invites()
    expect((await invite(headers)).status).toBe(403)
    expect(await invites()).toBe(before)
  })

  it('is refused as well where a request says nothing of its origin', async () => {
    const [name, value] = [...browser.cookies][0] ?? []
    const url = `${server.origin}/dashboard/api/${environment}/v1/connect/connection-invites`
    const headers = { cookie: `${name}=${value}`, 'content-type': 'application/json' }
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(attributes({})) })
    expect(answer.status).toBe(403)
  })

  // Guarantee: nobody is signed in as somebody else by a page of somebody else (login CSRF), nor signed out.
  it('neither signs in nor out', async () => {
    const secret = await newLink(server, await newPerson(server))
    const headers = { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }
    const victim = openBrowser(server)
    const answer = await victim.ask('POST', '/sign-in/link/redeem', { body: { secret }, headers })
    expect([answer.status, victim.cookies.size]).toEqual([403, 0])
    expect((await browser.ask('POST', '/sign-out', { headers })).status).toBe(403)
    expect((await browser.ask('GET', '/me')).status).toBe(200)
  })

  it('reads nothing, even by a request that changes nothing', async () => {
    for (const relation of ['cross-site', 'same-site']) {
      const answer = await browser.ask('GET', '/me', { headers: { 'sec-fetch-site': relation } })
      expect(answer.status).toBe(403)
    }
    const { headers } = await browser.ask('GET', '/me')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  // Guarantee: a name of somebody else's that leads here (DNS rebinding) is nobody's origin.
  it('is not ours by a Host header', async () => {
    const { request } = await import('node:http')
    const { port } = new URL(server.origin)
    const status = await new Promise(resolve => {
      const headers = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` }
      const path = '/dashboard/api/sign-out'
      const sent = request({ host: '127.0.0.1', port, method: 'POST', path, headers }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.end()
    })
    expect(status).toBe(403)
  })

  it('cannot post a form', async () => {
    const [name, value] = [...browser.cookies][0] ?? []
    const answer = await fetch(
      `${server.origin}/dashboard/api/${environment}/v1/connect/connection-invites`,
      {
        method: 'POST',
        headers: { cookie: `${name}=${value}`, origin: server.origin },
        body: new URLSearchParams({ a: 'b' }),
      },
    )
    expect(answer.status).toBe(415)
  })
})
