import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankConfirmed } from '../../demo/sandbox/templates.ts'
import { audit } from '../axe.ts'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { confirmAs, openBank, personWith, shareEverything } from './walk.ts'

const OLD_END = personWith('complete').fields['phone-number'].slice(-2)
const NEW = '+46 70 174 06 58'

describe('somebody shares a phone number that is no longer theirs', () => {
  let server: RunningServer
  let browser: Browser
  let context: BrowserContext
  let bank: Page

  beforeAll(async () => {
    server = await startServer()
    const template = String(server.sandbox['destination-inquiry-template-id-confirmed'])
    const verifications = bankConfirmed.verifications
      .filter(({ kind }) => kind === 'phone-number')
      .map(one => ({ ...one, 'address-replaceable': true }))
    await server.destination.inquiryTemplates.publish(template, {
      document: { ...bankConfirmed, documents: [], verifications },
    })
    browser = await launchBrowser()
    context = await openContext(browser)
    bank = await openBank(context, server.origin, 'confirmed')
    await confirmAs(await shareEverything(bank), personWith('complete'))
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  const widget = () => bank.locator('connect-widget')
  const change = () => bank.getByRole('button', { name: 'Change: Phone number' })

  // Guarantee: the person sees where the code would go, and can say that it is not theirs any more.
  it('is offered to change it, and is not shown it', async () => {
    await change().waitFor({ timeout: 30_000 })
    await bank.getByText(`•••• ${OLD_END}`).waitFor()
    expect(await widget().innerText()).not.toContain(personWith('complete').fields['phone-number'])
    expect(await audit(bank, ['connect-widget'])).toEqual([])
  })

  it('gives another, to which the code then goes, and the account is open', async () => {
    await change().click()
    await bank.getByRole('textbox', { name: 'Phone number' }).fill(NEW)
    await bank.getByRole('textbox', { name: 'Phone number' }).blur()
    await bank.getByText('•••• 58').waitFor()
    await bank.getByRole('button', { name: 'Send code' }).click()
    const phone = bank.locator('#phone')
    await phone.waitFor()
    const code = /[0-9]{6}/.exec(await phone.innerText())?.[0] ?? ''
    await bank.getByLabel('Enter the six digits').fill(code)
    expect((await heardEvent(bank, 'connect-complete')).status).toBe('approved')
    const [inquiry] = (await server.destination.inquiries.list()).data
    expect(inquiry?.attributes.fields['phone-number']).toMatchObject({ value: NEW.replaceAll(' ', '') })
  })
})
