import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { IDLE_MS, LINK_MS, SESSION_MS } from '../../../server/connect/dashboard-session.ts'
import { ATTEMPTS_PER_MINUTE, LINKS_MAX } from '../../../server/dashboard/attempts.ts'
import { startServer, type TestServer, type TestServerOptions } from '../harness.ts'
import { newLink, newPerson, openBrowser, signIn } from './browser.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  return server.close
})

/** A server of the test's own, whose clock the test moves. */
async function startOwn(options: TestServerOptions = {}) {
  let aheadMs = 0
  const own = await startServer({ clock: () => Date.now() + aheadMs, ...options })
  onTestFinished(own.close)
  const pass = (ms: number) => {
    aheadMs += ms
  }
  return { own, pass }
}

describe('signing in by a link', () => {
  it('tells who is signed in, of which organization, and until when', async () => {
    const person = await newPerson(server, 'operator', 'destination', 'nora@northwind.example')
    const browser = await signIn(server, person)
    const { json } = await browser.ask('GET', '/me')
    expect(json.operator).toEqual({
      id: person.id,
      name: 'Nora',
      'email-masked': 'n…@northwind.example',
      role: 'operator',
    })
    expect(json.organization).toEqual({ id: person.organizationId, name: 'Northwind Bank' })
    expect(json.environments).toMatchObject([{ kind: 'sandbox' }])
    expect(Date.parse(json['expires-at'])).toBeGreaterThan(Date.now())
  })

  // Guarantee: a link works once, whoever comes second and however close.
  it('refuses a link that has been used, and one of two at the same time', async () => {
    const person = await newPerson(server)
    const secret = await newLink(server, person)
    const browsers = Array.from({ length: 8 }, () => openBrowser(server))
    const redeeming = browsers.map(one => one.ask('POST', '/sign-in/link/redeem', { body: { secret } }))
    const statuses = (await Promise.all(redeeming)).map(({ status }) => status)
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 401)).toHaveLength(7)
    const again = await openBrowser(server).ask('POST', '/sign-in/link/redeem', { body: { secret } })
    expect(again.status).toBe(401)
    expect(again.headers.getSetCookie()).toEqual([])
  })

  it('refuses a link whose time is over, and a secret that is none', async () => {
    const { own, pass } = await startOwn()
    const secret = await newLink(own, await newPerson(own))
    pass(LINK_MS)
    const late = await openBrowser(own).ask('POST', '/sign-in/link/redeem', { body: { secret } })
    const none = await openBrowser(own).ask('POST', '/sign-in/link/redeem', {
      body: { secret: 'x'.repeat(43) },
    })
    expect([late.status, none.status]).toEqual([401, 401])
    expect(late.text).toBe(none.text)
  })

  // Guarantee: a GET, which scanners of mail send, uses nothing up.
  it('is not used up by looking at its address', async () => {
    const secret = await newLink(server, await newPerson(server))
    expect((await fetch(`${server.origin}/dashboard/api/sign-in/link/redeem?secret=${secret}`)).status).toBe(
      404,
    )
    const answer = await openBrowser(server).ask('POST', '/sign-in/link/redeem', { body: { secret } })
    expect(answer.status).toBe(200)
  })

  it('keeps neither the link nor the cookie nor the e-mail address in readable form', async () => {
    const person = await newPerson(server, 'admin', 'destination', 'plain.reader@northwind.example')
    const secret = await newLink(server, person)
    const browser = openBrowser(server)
    await browser.ask('POST', '/sign-in/link/redeem', { body: { secret } })
    const { db } = server.connect.api.store
    const kept = JSON.stringify([
      await db.selectFrom('operator').selectAll().execute(),
      await db.selectFrom('sign_in_link').selectAll().execute(),
      await db.selectFrom('dashboard_session').selectAll().execute(),
    ])
    const [cookie = ''] = browser.cookies.values()
    expect(cookie).toMatch(/^[A-Za-z0-9_-]{43}$/)
    for (const told of [secret, cookie, 'plain.reader']) {
      expect(kept).not.toContain(told)
      expect(server.log()).not.toContain(told)
    }
  })
})

describe('asking for a link', () => {
  const ask = (at: TestServer, email: string) =>
    openBrowser(at).ask('POST', '/sign-in/link', { body: { email } })

  // Guarantee: nobody learns who has an account by the answer.
  it('answers the same for an address that nobody has', async () => {
    const { own } = await startOwn()
    const person = await newPerson(own)
    const known = await ask(own, person.email)
    const unknown = await ask(own, 'nobody@northwind.example')
    expect([known.status, known.text]).toEqual([202, unknown.text])
    expect(unknown.status).toBe(202)
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()])
  })

  it('refuses what is no e-mail address', async () => {
    expect((await ask(server, 'nobody')).status).toBe(400)
  })

  it('is refused when one address has been asked for too often, whether anybody has it or not', async () => {
    const { own, pass } = await startOwn()
    const { email } = await newPerson(own)
    for (const address of [email, 'nobody@northwind.example']) {
      for (let n = 0; n < LINKS_MAX; n += 1) expect((await ask(own, address)).status).toBe(202)
      // Capitals make no other address.
      const refused = await ask(own, address.toUpperCase())
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    pass(LINK_MS)
    expect((await ask(own, email)).status).toBe(202)
  })

  it('is refused when somebody tries too often', async () => {
    const { own } = await startOwn()
    const attempt = () =>
      openBrowser(own).ask('POST', '/sign-in/link/redeem', { body: { secret: 'x'.repeat(43) } })
    for (let n = 0; n < ATTEMPTS_PER_MINUTE; n += 1) expect((await attempt()).status).toBe(401)
    expect((await attempt()).status).toBe(429)
  })
})

describe('a session', () => {
  // Guarantee: on https the cookie is out of the reach of scripts, of plain http and of sibling domains.
  it('has a cookie that only our own pages on https have', async () => {
    const origin = 'https://connect.example'
    const { own } = await startOwn({ publicUrl: origin })
    const secret = await newLink(own, await newPerson(own))
    const browser = openBrowser(own, origin)
    const answer = await browser.ask('POST', '/sign-in/link/redeem', { body: { secret } })
    const [line = ''] = answer.headers.getSetCookie()
    expect(line).toMatch(/^__Host-connect-dashboard=[A-Za-z0-9_-]{43}; /)
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) {
      expect(line.split('; ')).toContain(attribute)
    }
    expect(line).not.toContain('Domain')
    expect((await browser.ask('GET', '/me')).status).toBe(200)
    // The plain name, which a sibling domain could plant, says nothing.
    const [value = ''] = browser.cookies.values()
    const planted = openBrowser(own, origin)
    planted.cookies.set('connect-dashboard', value)
    expect((await planted.ask('GET', '/me')).status).toBe(401)
  })

  it('ends when nothing is asked for half an hour, and not before', async () => {
    const { own, pass } = await startOwn()
    const browser = await signIn(own, await newPerson(own))
    for (let n = 0; n < 3; n += 1) {
      pass(IDLE_MS - 120_000)
      expect((await browser.ask('GET', '/me')).status).toBe(200)
    }
    pass(IDLE_MS)
    expect((await browser.ask('GET', '/me')).status).toBe(401)
  })

  it('ends after twelve hours, however busy it is', async () => {
    const { own, pass } = await startOwn()
    const browser = await signIn(own, await newPerson(own))
    const step = IDLE_MS / 2
    for (let passed = step; passed < SESSION_MS; passed += step) {
      pass(step)
      expect((await browser.ask('GET', '/me')).status).toBe(200)
    }
    pass(step)
    expect((await browser.ask('GET', '/me')).status).toBe(401)
  })

  // Guarantee: whoever has planted a cookie does not know that of whoever signs in after them (fixation).
  it('never takes over the value that a browser came with', async () => {
    const [mallory, person] = [await newPerson(server), await newPerson(server)]
    const browser = await signIn(server, mallory)
    const planted = new Map(browser.cookies)
    const secret = await newLink(server, person)
    const answer = await browser.ask('POST', '/sign-in/link/redeem', { body: { secret } })
    expect(answer.json.operator.id).toBe(person.id)
    expect([...browser.cookies.values()]).not.toEqual([...planted.values()])
    const attacker = openBrowser(server)
    for (const [name, value] of planted) attacker.cookies.set(name, value)
    expect((await attacker.ask('GET', '/me')).status).toBe(401)
    const made = openBrowser(server)
    made.cookies.set('connect-dashboard', 'A'.repeat(43))
    const another = await newLink(server, person)
    await made.ask('POST', '/sign-in/link/redeem', { body: { secret: another } })
    expect(made.cookies.get('connect-dashboard')).not.toBe('A'.repeat(43))
  })

  it('is nobody’s when two cookies of its name are sent', async () => {
    const browser = await signIn(server, await newPerson(server))
    const [value = ''] = browser.cookies.values()
    const headers = { cookie: `connect-dashboard=${'A'.repeat(43)}; connect-dashboard=${value}` }
    expect((await openBrowser(server).ask('GET', '/me', { headers })).status).toBe(401)
  })

  it('is over once signed out, here and only here', async () => {
    const person = await newPerson(server)
    const [one, other] = [await signIn(server, person), await signIn(server, person)]
    const kept = new Map(one.cookies)
    expect((await one.ask('POST', '/sign-out')).status).toBe(204)
    expect(one.cookies.size).toBe(0)
    for (const [name, value] of kept) one.cookies.set(name, value)
    expect((await one.ask('GET', '/me')).status).toBe(401)
    expect((await other.ask('GET', '/me')).status).toBe(200)
  })

  it('is over in every browser once signed out everywhere, and nobody else’s is', async () => {
    const [person, another] = [await newPerson(server), await newPerson(server)]
    const browsers = [await signIn(server, person), await signIn(server, person)]
    const theirs = await signIn(server, another)
    const kept = new Map(browsers[0]?.cookies)
    await browsers[0]?.ask('POST', '/sign-out', { body: { everywhere: true } })
    for (const [name, value] of kept) browsers[0]?.cookies.set(name, value)
    for (const browser of browsers) expect((await browser.ask('GET', '/me')).status).toBe(401)
    expect((await theirs.ask('GET', '/me')).status).toBe(200)
  })
})
