import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OPENINGS_PER_MINUTE } from '../../../server/api/inquiry-sessions/admit-opening.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { awaitWithoutPage, codeOf, linkOf, newPageSecret, openLink } from '../links.ts'

const START = Date.parse('2026-03-01T12:00:00Z')
const DAY = 24 * 3_600_000

let server: TestServer
let now = START
beforeAll(async () => {
  server = await startServer({ clock: () => now })
})
afterAll(() => server.close())
beforeEach(() => {
  now = START
})

const visit = (link: string, init?: RequestInit) => fetch(link, init)

const post = (path: string, body?: unknown) => server.asDestination('POST', path, body)

async function newInquiry(): Promise<string> {
  const template = { 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }
  return (await post('/inquiries', attributes(template))).json.data.id
}

const awaitedLink = async () => linkOf(server, (await awaitWithoutPage(server)).inquiryId)

const sessionsOf = async (inquiryId: string) =>
  (await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`)).json.data

describe('the page of a one-time link', () => {
  it('says who sent it, and lets the person go on', async () => {
    const page = await visit(await awaitedLink())
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).toContain(
      '<h1 tabindex="-1">\u2068Northwind Bank\u2069 asks you to verify your identity</h1>',
    )
    expect(text).toContain('<button type="submit">Continue</button>')
  })

  // Guarantee: only this server's scripts run there, it is framed by nobody and kept nowhere, its address is told to
  // nobody.
  it('is closed to others', async () => {
    const { headers } = await visit(await awaitedLink())
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';base-uri 'none';" +
        "form-action 'none';frame-ancestors 'none';require-trusted-types-for 'script';" +
        "img-src 'self' blob: data:;trusted-types connect-widget",
    )
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  // Guarantee: whatever looks ahead at links, of mail or of a chat, uses none up.
  it('opens nothing by being looked at', async () => {
    const { inquiryId } = await awaitWithoutPage(server)
    const link = await linkOf(server, inquiryId)
    expect((await visit(link, { method: 'HEAD' })).status).toBe(204)
    for (const _ of [1, 2, 3]) expect((await visit(link)).status).toBe(200)
    expect(await sessionsOf(inquiryId)).toMatchObject([{ attributes: { status: 'new' } }])
    expect((await openLink(server, link)).status).toBe(200)
  })

  // Guarantee: where nobody has shared anything yet the page says so, and the link is still good when somebody has.
  it('of an inquiry that awaits nothing says what it cannot do, and is not used up', async () => {
    const inquiryId = await newInquiry()
    const link = await linkOf(server, inquiryId)
    const text = await (await visit(link)).text()
    expect(text).toContain('There is nothing to add here now')
    expect(text).toContain('The link has not been used up')
    expect(text).not.toContain('<button')
    expect((await openLink(server, link)).status).toBe(409)
    expect(await sessionsOf(inquiryId)).toMatchObject([{ attributes: { status: 'new' } }])
  })

  it.each([
    ['de-CH, en;q=0.5', 'de', 'ltr', 'Weiter'],
    ['ar', 'ar', 'rtl', 'متابعة'],
    ['xx, constructor, fr;q=0.1', 'fr', 'ltr', 'Continuer'],
    ['xx', 'en', 'ltr', 'Continue'],
  ])('speaks to whoever prefers %s', async (accepted, language, direction, button) => {
    const headers = { 'accept-language': accepted }
    const text = await (await visit(await awaitedLink(), { headers })).text()
    expect(text).toContain(`<html lang="${language}" dir="${direction}">`)
    expect(text).toContain(`<button type="submit">${button}</button>`)
  })

  // Guarantee: an organization's name cannot become markup.
  it('shows a name as text', async () => {
    const { db } = server.connect.api.store
    const { 'organization-id': id } = server.sandbox.destination
    const named = (name: string) =>
      db.updateTable('organization').set({ name }).where('id', '=', id).execute()
    await named('<b>"N"&\'B\'</b>')
    const text = await (await visit(await awaitedLink())).text()
    await named('Northwind Bank')
    expect(text).toContain('&lt;b&gt;&quot;N&quot;&amp;&#39;B&#39;&lt;/b&gt;')
    expect(text).not.toContain('<b>')
  })
})

describe('POST /verify', () => {
  it('starts the inquiry session', async () => {
    const { inquiryId } = await awaitWithoutPage(server)
    await openLink(server, await linkOf(server, inquiryId))
    expect(await sessionsOf(inquiryId)).toMatchObject([
      { attributes: { status: 'active', 'started-at': '2026-03-01T12:00:00.000Z' } },
    ])
  })

  // Guarantee: a code opens once; of many visitors at once one gets in.
  it('opens once', async () => {
    const link = await awaitedLink()
    const answers = await Promise.all(Array.from({ length: 16 }, () => openLink(server, link)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(15).fill(404)])
  })

  // Guarantee: an answer that is lost on its way costs nobody their link, and helps nobody else to it.
  it('answers the same page the same', async () => {
    const link = await awaitedLink()
    const secret = newPageSecret()
    const answers = await Promise.all([1, 2, 3].map(() => openLink(server, link, { secret })))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(200)
    expect((await openLink(server, link)).status).toBe(404)
  })

  // Guarantee: a code that opens nothing does not tell why.
  it('answers the same whether a link was used, is over, was ended or never was, and so does its page', async () => {
    const used = await awaitedLink()
    await openLink(server, used)
    const ended = await awaitWithoutPage(server)
    const ofEnded = await linkOf(server, ended.inquiryId)
    await post('/inquiry-sessions/expire-all', { meta: { 'inquiry-ids': [ended.inquiryId] } })
    const declined = await awaitWithoutPage(server)
    const ofDeclined = await linkOf(server, declined.inquiryId)
    await post(`/inquiries/${declined.inquiryId}/decline`)
    const redacted = await awaitWithoutPage(server)
    const ofRedacted = await linkOf(server, redacted.inquiryId)
    await server.asDestination('DELETE', `/inquiries/${redacted.inquiryId}`)
    const expired = await awaitWithoutPage(server)
    const ofExpired = await linkOf(server, expired.inquiryId)
    await post(`/inquiries/${expired.inquiryId}/expire`)
    const old = await awaitedLink()
    const never = `${server.origin}/api/v1/verify?code=${'A'.repeat(43)}`
    now = START + DAY
    const links = [used, ofEnded, ofDeclined, ofRedacted, ofExpired, old, never]
    const answers = await Promise.all(links.map(link => openLink(server, link)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(404)
    const pages = await Promise.all([...links, `${server.origin}/api/v1/verify`].map(link => visit(link)))
    expect(new Set(pages.map(page => page.status))).toEqual(new Set([404]))
    expect(new Set(await Promise.all(pages.map(page => page.text()))).size).toBe(1)
  })

  // Guarantee: a page of another origin opens no links, and uses none up by trying.
  it('is this server’s page’s alone', async () => {
    const link = await awaitedLink()
    for (const origin of ['https://evil.example', 'null', `${server.origin}.evil.example`]) {
      expect((await openLink(server, link, { origin })).status, origin).toBe(403)
    }
    const form = await fetch(link, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(attributes({ code: codeOf(link), 'page-secret': newPageSecret() })),
    })
    expect(form.status).toBe(415)
    expect((await openLink(server, link)).status).toBe(200)
  })

  it.each([
    undefined,
    {},
    attributes({ code: 'x' }),
    attributes({ code: 'x', 'page-secret': 'short' }),
    attributes({ code: 1, 'page-secret': 'A'.repeat(43) }),
    attributes({ code: 'x'.repeat(101), 'page-secret': 'A'.repeat(43) }),
    attributes({ code: 'x', 'page-secret': 'A'.repeat(43), more: 1 }),
  ])('is refused with %j', async body => {
    expect((await server.call(null, 'POST', '/verify', { body })).status).toBe(400)
  })

  it('opens a link for as long as was asked', async () => {
    const make = async (seconds: number) => {
      const { inquiryId } = await awaitWithoutPage(server)
      const body = { meta: { 'expires-in-seconds': seconds } }
      return post(`/inquiries/${inquiryId}/generate-one-time-link`, body)
    }
    const [minute, week] = [await make(60), await make(7 * 86_400)]
    now = START + 60_000
    expect((await openLink(server, minute.json.meta['one-time-link'])).status).toBe(404)
    now = START + 6 * DAY
    expect((await openLink(server, week.json.meta['one-time-link'])).status).toBe(200)
    expect((await make(0)).status).toBe(400)
    expect((await make(31 * 86_400)).status).toBe(400)
  })

  it('leaves neither code nor secret in the log or the store', async () => {
    const link = await awaitedLink()
    const secret = newPageSecret()
    await visit(link)
    await openLink(server, link, { secret })
    expect(server.log()).toContain('/verify')
    const { db } = server.connect.api.store
    const rows = await Promise.all(
      (['one_time_link', 'inquiry_session', 'session', 'event', 'audit_entry'] as const).map(table =>
        db.selectFrom(table).selectAll().execute(),
      ),
    )
    const kept = server.log() + JSON.stringify(rows)
    for (const told of [codeOf(link), secret]) expect(kept).not.toContain(told)
  })
})

describe('an address of the network', () => {
  /** The status of what the button's answer is to somebody at another address of this machine. */
  const openFrom = (localAddress: string, link: string) =>
    new Promise<number>((resolve, reject) => {
      const body = JSON.stringify(attributes({ code: codeOf(link), 'page-secret': newPageSecret() }))
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const url = `${server.origin}/api/v1/verify`
      request(url, { method: 'POST', localAddress, headers }, answer => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
        .on('error', reject)
        .end(body)
    })

  // Guarantee: whoever tries one link after another is held up, and nobody at another address is; no link is used up.
  it('is not let open links without end', async () => {
    now = START + 30 * DAY
    const never = `${server.origin}/api/v1/verify?code=${'A'.repeat(43)}`
    for (let tried = 0; tried < OPENINGS_PER_MINUTE; tried += 1) {
      expect((await openLink(server, never)).status).toBe(404)
    }
    const link = await awaitedLink()
    const refused = await openLink(server, link)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await server.call(null, 'POST', '/verify', { body: 'not even JSON' })).status).toBe(429)
    expect((await visit(link)).status).toBe(200)
    expect(await openFrom('127.0.0.2', await awaitedLink())).toBe(200)
    now += 60_000
    expect((await openLink(server, link)).status).toBe(200)
  })
})
