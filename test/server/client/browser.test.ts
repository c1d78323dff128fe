import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArgs, chromiumPath } from '../../chromium.ts'
import { awaitInput, FILES } from '../awaiting.ts'
import { mint, openSession, startServer, type TestServer } from '../harness.ts'
import { bundle } from './bundle.ts'

/** Bytes after brotli that each module may take. */
const BUDGET = { 'client/client.ts': 4000, 'client/session-client.ts': 2600 }

describe('what a page loads', () => {
  // Guarantee: neither the server nor zod reaches a page; only the types of both were used.
  it.each(Object.entries(BUDGET))('of %s is the client alone, in %i bytes', async (entry, budget) => {
    const { code, modules } = await bundle(entry)
    expect(modules.length).toBeGreaterThan(3)
    expect(modules.filter(path => !path.startsWith('client/'))).toEqual([])
    expect(brotliCompressSync(code).length).toBeLessThan(budget)
  })
})

describe('in a browser', () => {
  let server: TestServer
  let pages: Server
  let origin: string
  let browser: Browser
  beforeAll(async () => {
    server = await startServer()
    const { code } = await bundle('client/session-client.ts')
    pages = createServer((req, res) => {
      const isModule = req.url === '/client.js'
      res.setHeader('content-type', isModule ? 'text/javascript' : 'text/html')
      res.end(isModule ? code : '<!doctype html><title>Bank</title>')
    })
    await new Promise<void>(resolve => pages.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`
    browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    pages.closeAllConnections()
    await new Promise(resolve => pages.close(resolve))
    await server.close()
  })

  it('a page of another origin shares with nothing but its client secret', async () => {
    const session = await openSession(server, 'standard', { 'allowed-origins': [origin] })
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    const page = await browser.newPage()
    await page.goto(origin)
    const script = shareInPage(server.sandbox['api-base-url'], session.secret, token.secretForm)
    const names = await page.evaluate<string[]>(script)
    expect(names.at(-1)).toBe('redemption.finished')
    const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
    expect(inquiry.json.data.attributes.status).toBe('approved')
  }, 60_000)

  // Guarantee: the browser's own form, from a page of another origin, is what the server takes.
  it('a page of another origin gives what is missing', async () => {
    const session = await awaitInput(server, { session: { 'allowed-origins': [origin] } })
    const page = await browser.newPage()
    await page.goto(origin)
    const script = giveInPage(server.sandbox['api-base-url'], session.secret, FILES.bill.toString('base64'))
    const [asked, refused, complete, last] = await page.evaluate<string[]>(script)
    expect(asked).toBe('documents[proof-of-address]')
    expect(refused).toBe('documents[proof-of-address][document] must be a JPEG or PNG picture or a PDF')
    expect([complete, last]).toEqual(['true', 'redemption.finished'])
    const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
    expect(inquiry.json.data.attributes.status).toBe('approved')
  }, 60_000)

  it('a page of an origin that the session does not allow learns nothing', async () => {
    const session = await openSession(server)
    const page = await browser.newPage()
    await page.goto(origin)
    const script = `import('/client.js').then(({ createSessionClient }) =>
      createSessionClient({ baseUrl: '${server.sandbox['api-base-url']}', clientSecret: '${session.secret}', retries: 0 })
        .retrieve().then(() => 'read it', error => error.code))`
    expect(await page.evaluate(script)).toBe('unreachable')
  }, 60_000)
})

/** What the page does; the names of the events that it saw. */
const shareInPage = (baseUrl: string, clientSecret: string, shareToken: string): string => `(async () => {
  const { createSessionClient } = await import('/client.js')
  const client = createSessionClient(${JSON.stringify({ baseUrl, clientSecret })})
  const { data } = await client.retrieve()
  const types = data.attributes['data-types'].filter(type => type.available).map(type => type.name)
  const hash = data.attributes['notice-hash']
  await client.decide({ decision: 'granted', 'data-types': types, 'notice-hash': hash, locale: 'en' })
  await client.redeem(${JSON.stringify(shareToken)})
  const names = []
  for await (const event of client.events()) names.push(event.name)
  return names
})()`

/** What the page does with what is missing: what was asked for, a refusal, and how it ended. */
const giveInPage = (baseUrl: string, clientSecret: string, bill: string): string => `(async () => {
  const { createSessionClient } = await import('/client.js')
  const client = createSessionClient(${JSON.stringify({ baseUrl, clientSecret })})
  const { data } = await client.inputs({ locale: 'en' })
  const [{ id }] = data.filter(({ attributes }) => attributes.required)
  const give = file => {
    const form = new FormData()
    form.append(id + '[document]', file)
    return client.giveInputs(form)
  }
  const refused = await give(new File(['a page'], 'bill.pdf')).catch(error => error.details[0])
  const bytes = Uint8Array.from(atob('${bill}'), letter => letter.charCodeAt(0))
  const { meta } = await give(new File([bytes], 'bill.pdf'))
  const names = []
  for await (const event of client.events()) names.push(event.name)
  return [id, refused, String(meta.complete), names.at(-1)]
})()`
