import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../axe.ts'
import { billOf } from './bill.ts'
import { launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { personWith } from './walk.ts'

describe('the workflows of the sandbox', () => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  // Guarantee: nothing runs by itself in a new sandbox, and one click later nobody has to write any code.
  it('are paused, and once they run an inquiry completed at the exchange is completed at the bank', async () => {
    const source = await server.source.workflows.retrieve(server.sandbox['source-workflow-id'] ?? '')
    const destination = await server.destination.workflows.retrieve(
      server.sandbox['destination-workflow-id'] ?? '',
    )
    expect([source, destination].map(({ data }) => data.attributes.status)).toEqual(['paused', 'paused'])

    const page = await (await openContext(browser)).newPage()
    await page.goto(`${server.origin}/demo/workflows/`)
    const complete = page.getByRole('button', { name: 'Complete an inquiry at the exchange' })
    expect(await complete.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Let them run' }).click()
    await page.getByRole('button', { name: 'Pause them' }).waitFor()
    await complete.click()
    await page.getByText('Northwind Bank has an inquiry of its own: approved.').waitFor({ timeout: 60_000 })
    const steps = await page
      .getByRole('list', { name: 'What was done' })
      .getByRole('listitem')
      .allTextContents()
    expect(steps).toEqual([
      'Meridian Exchange: share, completed',
      'Meridian Exchange: note, completed',
      'Northwind Bank: redeem, completed',
    ])
    expect(await audit(page)).toEqual([])

    const { data } = await server.destination.inquiries.list()
    expect(data).toHaveLength(1)
    expect(data[0]?.attributes.status).toBe('approved')
    expect(data[0]?.attributes.fields['name-last']).toMatchObject({
      type: 'string',
      value: expect.stringMatching(/./),
    })

    await page.getByRole('button', { name: 'Pause them' }).click()
    await page.getByRole('button', { name: 'Let them run' }).waitFor()
    expect(await complete.isDisabled()).toBe(true)
  })

  // Guarantee: where something is missing the person is sent a link, gives there just that, and the bank's inquiry ends.
  it('send a link to whoever lacks something, and end where it leads', async () => {
    const page = await (await openContext(browser)).newPage()
    await page.goto(`${server.origin}/demo/workflows/`)
    await page.getByRole('button', { name: 'Let them run' }).click()
    await page.getByRole('button', { name: 'Complete one without a proof of address' }).click()
    const link = page.getByRole('link', { name: 'open your link' })
    await link.waitFor({ timeout: 60_000 })
    expect(await audit(page)).toEqual([])

    const opened = page.waitForEvent('popup')
    await link.click()
    const mailed = await opened
    await mailed.getByRole('button', { name: 'Continue' }).click()
    const bill = await billOf(personWith('no-proof-of-address'))
    await mailed.getByLabel('Choose a file: Document').setInputFiles(bill)
    await page.getByText('Northwind Bank has an inquiry of its own: approved.').waitFor({ timeout: 60_000 })
    expect(await link.isVisible()).toBe(false)
  })

  // Guarantee: nobody but the bank's own workflow says where the person is sent.
  it('take no link that they have not signed', async () => {
    const body = JSON.stringify({
      data: { attributes: { 'object-id': 'rdm_1', 'one-time-link': 'https://evil.invalid/' } },
    })
    const refused = await fetch(`${server.origin}/demo/workflows/links`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'persona-signature': `t=${Math.floor(Date.now() / 1000)},v1=00`,
      },
      body,
    })
    expect(refused.status).toBe(403)
  })
})
