import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heardEvent, heardEvents, launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { openBank, shareButton } from './walk.ts'

describe('the server stops while somebody is asked', () => {
  let server: RunningServer
  let browser: Browser
  let bank: Page

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    bank = await openBank(await openContext(browser), server.origin)
    expect(await server.stop()).toBe(0)
    await shareButton(bank).click()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  // A failure is said in a plain sentence with a way on, told to the page by a code, and is nothing granted.
  it('is told so, and can go on with the ordinary form', async () => {
    expect(await heardEvent(bank, 'connect-error')).toMatchObject({ code: 'server_unreachable' })
    await bank.getByRole('heading', { name: 'We cannot reach the server' }).waitFor()
    await bank.getByRole('button', { name: 'Try again' }).waitFor()
    expect((await heardEvents(bank)).map(({ type }) => type)).not.toContain('connect-progress')

    await bank.getByRole('link', { name: 'Start over' }).waitFor()
    await bank.getByRole('link', { name: 'Fill in our form instead' }).click()
    await bank.getByRole('heading', { name: 'Verify with our form' }).waitFor()
    await bank.goBack()
  }, 60_000)

  // The session outlives the server's restart: "Try again" asks the same question again.
  it('is asked again after a restart', async () => {
    server = await startServer({ port: server.port, dataDir: server.dataDir })
    await bank.getByRole('button', { name: 'Try again' }).click()
    await shareButton(bank).waitFor()
  }, 60_000)
})
