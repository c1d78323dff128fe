import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HeardEvent, heardEvent, launchBrowser, openContext } from './browser.ts'
import { filledFields } from './resources.ts'
import { type RunningServer, startServer } from './server.ts'
import { confirmAs, openBank, personWith, shareEverything } from './walk.ts'

const person = personWith('no-proof-of-address')

describe('somebody without a proof of address shares where one is required, and leaves it for later', () => {
  let server: RunningServer
  let browser: Browser
  let bank: Page
  let ended: HeardEvent

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    bank = await openBank(await openContext(browser), server.origin, 'strict')
    await confirmAs(await shareEverything(bank), person)
    await bank.getByRole('button', { name: 'Do this later' }).click()
    ended = await heardEvent(bank, 'connect-complete')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  // What the source lacks is said by name, and there is a way on: nobody is stuck without knowing why.
  it('is told what is missing, and shown the form for it', async () => {
    expect(ended.status).toBe('pending')
    const result = bank.locator('#result')
    await result.getByRole('heading', { name: 'We still need something from you' }).waitFor()
    expect(await result.getByRole('listitem').allInnerTexts()).toEqual(['Proof of address'])

    await result.getByRole('link', { name: 'Go to the form' }).click()
    await bank.getByLabel('Proof of address').waitFor()
  })

  // What could be shared has been; only the decision waits.
  it('leaves an inquiry that holds what was shared and awaits the rest', async () => {
    const { data: inquiry } = await server.destination.inquiries.retrieve(String(ended.inquiryId))
    expect(inquiry.attributes).toMatchObject({ status: 'pending', 'completed-at': null })
    expect(filledFields(inquiry)).toMatchObject({ 'name-last': person.fields['name-last'] })

    const { data: redemptions } = await server.destination.redemptions.list()
    expect(redemptions.map(({ attributes }) => attributes)).toMatchObject([{ status: 'awaiting-input' }])
  })
})
