import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heardEvent, heardEvents, launchBrowser, openContext } from './browser.ts'
import { filledFields } from './resources.ts'
import { type RunningServer, startServer } from './server.ts'
import { declineButton, openBank } from './walk.ts'

describe('somebody does not share', () => {
  let server: RunningServer
  let browser: Browser
  let context: BrowserContext
  let bank: Page

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    context = await openContext(browser)
    bank = await openBank(context, server.origin)
    await declineButton(bank).click()
    await heardEvent(bank, 'connect-decline')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  // Refusing has no price: one click leads to the form that everybody else fills in.
  it('comes to the ordinary form, with their place at its heading', async () => {
    const heading = bank.getByRole('heading', { name: 'Verify with our form' })
    await heading.waitFor()
    expect(await heading.evaluate(element => element === document.activeElement)).toBe(true)
    for (const label of [
      'First name',
      'Last name',
      'Date of birth',
      'Street and number',
      'Government ID, front',
    ]) {
      expect(await bank.getByLabel(label).isEditable(), label).toBe(true)
    }
    expect(await bank.getByRole('button', { name: 'Send application' }).isDisabled()).toBe(true)
  })

  // Nobody is taken to the source, and the page is told of a refusal and of nothing else.
  it('is not taken anywhere else', async () => {
    expect(context.pages()).toHaveLength(1)
    expect((await heardEvents(bank)).map(({ type }) => type)).toEqual([
      'connect-ready',
      'connect-decision',
      'connect-decline',
    ])
  })

  // A refusal is a decision too: it is recorded, for no data type.
  it('has the refusal on record', async () => {
    const { data: consents } = await server.destination.consents.list()
    expect(consents.map(({ attributes }) => attributes)).toMatchObject([
      { decision: 'declined', 'data-types': [] },
    ])
  })

  // Without consent there is no token, no redemption, and no value in any inquiry of the bank's.
  it('leaves no token and copies nothing', async () => {
    expect((await server.source.shareTokens.list()).data).toEqual([])
    expect((await server.destination.redemptions.list()).data).toEqual([])
    const { data: inquiries } = await server.destination.inquiries.list()
    expect(inquiries.length).toBeGreaterThan(0)
    expect(inquiries.map(filledFields)).toEqual(inquiries.map(() => ({})))
  })
})
