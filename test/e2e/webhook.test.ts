import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../axe.ts'
import { launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'

describe('the webhook of the bank', () => {
  let server: RunningServer
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    page = await (await openContext(browser)).newPage()
    await page.goto(`${server.origin}/demo/webhook/`)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  const listed = () => page.getByRole('list', { name: 'Verified events' }).getByRole('listitem')

  // Guarantee: with nothing but `npm start`, what happens at the bank is seen there as its backend was told and verified it.
  it('shows live what comes in, and not what somebody else sends', async () => {
    expect(await listed().count()).toBe(0)
    await page.getByRole('button', { name: 'Let the bank listen' }).click()
    await page.getByText('Listening. Verified: 0.').waitFor()

    const { data: first } = await server.destination.accounts.create({})
    await listed().filter({ hasText: first.id }).waitFor()
    expect(await listed().allInnerTexts()).toEqual([expect.stringContaining('account.created')])

    const forged = await fetch(`${server.origin}/demo/webhook/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'persona-signature': 't=1,v1=00' },
      body: '{"data":{"id":"evt_forged"}}',
    })
    expect(forged.status).toBe(403)
    await page.getByText('Refused, for they were not signed: 1.').waitFor()

    const change = { terms: { url: 'https://northwind.example/terms', version: '2' } }
    await server.destination.connections.update(server.sandbox['connection-id'], change)
    await listed().filter({ hasText: 'connect/connection.updated' }).waitFor()
    expect(await listed().count()).toBe(2)
    expect(await page.content()).not.toContain('evt_forged')
  })

  it.each(['light', 'dark'] as const)('has nothing that keeps people out, %s', async colorScheme => {
    await page.emulateMedia({ colorScheme })
    expect(await audit(page)).toEqual([])
  })

  it('fits into 320 pixels', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })
})
