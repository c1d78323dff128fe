import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { focusIsVisible, nameOfFocused, tabTo } from './keyboard.ts'
import { type RunningServer, startServer } from './server.ts'
import { openBank, personWith } from './walk.ts'

const person = personWith('complete')
const choice = `${person.fields['name-first']} ${person.fields['name-last']} ${person.story}`

describe('somebody without a mouse', () => {
  let server: RunningServer
  let browser: Browser
  let bank: Page

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    bank = await openBank(await openContext(browser), server.origin)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  // Every control of the consent is reached by Tab, shows where it is, and works by Space or Enter; so does the source's
  // page; and the person's place is then at the result.
  it('shares from the first Tab to the result', async () => {
    for (const box of await bank.getByRole('checkbox').all()) {
      await tabTo(bank, await box.evaluate(input => input.closest('label')?.textContent?.trim() ?? ''))
      await bank.keyboard.press('Space')
      expect(await box.isChecked()).toBe(true)
    }
    await tabTo(bank, 'Share')
    expect(await focusIsVisible(bank)).toBe(true)
    const [exchange] = await Promise.all([bank.waitForEvent('popup'), bank.keyboard.press('Enter')])

    await exchange.getByRole('link', { name: person.fields['name-last'] }).waitFor()
    await tabTo(exchange, choice)
    expect(await focusIsVisible(exchange)).toBe(true)
    await exchange.keyboard.press('Enter')

    await exchange.getByRole('button', { name: 'Share', exact: true }).waitFor()
    await tabTo(exchange, 'Share')
    expect(await focusIsVisible(exchange)).toBe(true)
    await Promise.all([exchange.waitForEvent('close'), exchange.keyboard.press('Enter')])

    await heardEvent(bank, 'connect-complete')
    await bank.locator('#result').waitFor()
    expect(await nameOfFocused(bank)).toBe('Your account is open')
  }, 60_000)
})
