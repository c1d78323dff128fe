import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../axe.ts'
import { launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'

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
    await page.getByRole('button', { name: 'Let both run' }).click()
    await page.getByRole('button', { name: 'Pause both' }).waitFor()
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

    await page.getByRole('button', { name: 'Pause both' }).click()
    await page.getByRole('button', { name: 'Let both run' }).waitFor()
    expect(await complete.isDisabled()).toBe(true)
  })
})
