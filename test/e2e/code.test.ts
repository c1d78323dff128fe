import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { confirmAs, openBank, personWith, shareEverything } from './walk.ts'

/** Reading a card takes a second on a machine that does nothing else; this one runs all the other walks. */
const READ_MS = 90_000

const person = personWith('complete')

describe('somebody shares where the phone number is to be confirmed', () => {
  let server: RunningServer
  let browser: Browser
  let context: BrowserContext
  let bank: Page
  const complaints: string[] = []

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    context = await openContext(browser)
    context.on('weberror', error => complaints.push(error.error().message))
    bank = await openBank(context, server.origin, 'confirmed')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  const phone = () => bank.locator('#phone')
  const field = () => bank.getByLabel('Enter the six digits')
  const draw = async (name: string) => {
    const directory = process.env.PICTURES
    if (!directory) return
    mkdirSync(directory, { recursive: true })
    for (const colorScheme of ['light', 'dark'] as const) {
      await bank.emulateMedia({ colorScheme })
      await bank.screenshot({ path: `${directory}/${name}-${colorScheme}.png`, fullPage: true })
    }
  }

  // Guarantee: the number that came along is not sent to before the person asks, and is told to nobody.
  it('is asked, and sent a code when they want one', { timeout: 2 * READ_MS }, async () => {
    await confirmAs(await shareEverything(bank), person)
    const send = bank.getByRole('button', { name: 'Send code' })
    await send.waitFor({ timeout: READ_MS })
    expect(await bank.locator('connect-widget').innerText()).not.toContain(person.fields['phone-number'])
    expect(await phone().isVisible()).toBe(false)
    await draw('code-asked')
    await send.click()
    await phone().waitFor()
    expect(await phone().innerText()).toMatch(/[0-9]{6} is your code for Northwind Bank/)
    await draw('code-sent')
  })

  it('is told that a wrong code is wrong, at the field', async () => {
    const code = /[0-9]{6}/.exec(await phone().innerText())?.[0] ?? ''
    await field().fill(code === '111111' ? '222222' : '111111')
    await bank.getByRole('alert').getByText('That is not the code that was sent.').waitFor()
    expect(await field().getAttribute('aria-invalid')).toBe('true')
    await draw('code-wrong')
  })

  it('types the right one, and the account is open', async () => {
    const code = /[0-9]{6}/.exec(await phone().innerText())?.[0] ?? ''
    await field().fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    expect((await heardEvent(bank, 'connect-complete')).status).toBe('approved')
    await bank.locator('#result').getByRole('heading', { name: 'Your account is open' }).waitFor()
    expect(complaints).toEqual([])
  })
})
