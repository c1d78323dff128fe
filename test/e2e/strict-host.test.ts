import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { billOf } from './bill.ts'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { giveSession } from './give-session.ts'
import { destinationHost, type Host } from './hosts.ts'
import { type RunningServer, startServer } from './server.ts'
import { personWith, shareButton } from './walk.ts'

/** What the README tells such a page to allow, and nothing else. */
const policyFor = (connect: string): string =>
  [
    "default-src 'none'",
    `script-src ${connect}`,
    `connect-src ${connect}`,
    'img-src blob:',
    "require-trusted-types-for 'script'",
    'trusted-types connect-widget',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

describe('a page of another origin under the strictest policy', () => {
  let server: RunningServer
  let browser: Browser
  let host: Host
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    host = await destinationHost(server.origin, { 'Content-Security-Policy': policyFor(server.origin) })
    context = await openContext(browser)
    context.on('weberror', error => complaints.push(error.error().message))
    context.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page = await context.newPage()
    await page.goto(host.origin)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await host?.close()
    await server?.discard()
  })

  // Guarantee: our script, our server and previews are all that a page has to allow, from the question to the end.
  it('asks, shows the progress, collects what is missing, and ends', async () => {
    const whom = {
      template: 'destination-inquiry-template-id-strict',
      inquiry: 'source-inquiry-id-partial',
    } as const
    await giveSession(server, host, page, whom)
    await shareButton(page).click()
    const bill = await billOf(personWith('no-proof-of-address'))
    await page.getByLabel('Choose a file: Document').setInputFiles(bill)
    expect((await heardEvent(page, 'connect-complete')).status).toBe('approved')
    expect(complaints).toEqual([])
  })

  it('is drawn as elsewhere: the sheet is adopted, not inserted', async () => {
    const box = page.locator('connect-widget').locator('section')
    const radius = await box.evaluate(element => getComputedStyle(element).borderTopLeftRadius)
    expect(Number.parseFloat(radius)).toBeGreaterThan(8)
    expect(await page.locator('connect-widget').locator('style, [style]').count()).toBe(0)
  })

  // Proves that the policy above is in force.
  it('runs nothing that it was not told to', async () => {
    await page.evaluate(() => {
      const script = document.createElement('img')
      script.src = 'https://elsewhere.example/x.png'
      document.body.append(script)
    })
    await expect.poll(() => complaints.length).toBeGreaterThan(0)
    expect(complaints.join()).toContain('Content Security Policy')
  })
})
