import { readFile } from 'node:fs/promises'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../axe.ts'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { confirmAs, openBank, personWith, shareButton, shareEverything } from './walk.ts'

describe('somebody stops sharing', () => {
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

  const openQuestion = async (): Promise<Page> => openBank(await openContext(browser), server.origin)

  /** The receipt as a file on the person's own disk. */
  async function saveReceipt(bank: Page): Promise<string> {
    const link = bank.getByRole('link', { name: 'Save the receipt' })
    const [download] = await Promise.all([bank.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^cns_\w+\.jws$/)
    return readFile(await download.path(), 'utf8')
  }

  /** Its claims, with nothing but the server's published keys. */
  async function verify(jws: string) {
    const answer = await fetch(`${server.origin}/.well-known/jwks.json`)
    const keys: JSONWebKeySet = JSON.parse(await answer.text())
    return (await jwtVerify(jws, createLocalJWKSet(keys), { typ: 'connect-consent-receipt+jwt' })).payload
  }

  async function stop(bank: Page): Promise<void> {
    await bank.getByText('Stop sharing', { exact: true }).click()
    await bank.getByRole('button', { name: /^Stop sharing with/ }).click()
    await heardEvent(bank, 'connect-withdraw')
  }

  /** The decisions on record, the oldest first. */
  async function recorded() {
    const { data } = await server.destination.consents.list()
    return data.map(({ id, attributes }) => ({ id, decision: attributes.decision })).reverse()
  }

  // Guarantee: the person has proof of both, and neither copy nor approval is theirs to guess about.
  it('after the end: with a receipt of each decision that verifies offline, and a record that says so', async () => {
    const bank = await openQuestion()
    await confirmAs(await shareEverything(bank), personWith('complete'))
    await heardEvent(bank, 'connect-complete')
    const granted = await verify(await saveReceipt(bank))
    expect(granted).toMatchObject({ decision: 'granted', side: 'destination', locale: 'en' })

    await stop(bank)
    await bank
      .getByText(/^What was copied before stays with/)
      .last()
      .waitFor()
    // The page that it happens on hears of it, and says no more that all is as it was.
    await bank.getByRole('heading', { name: 'You have stopped sharing with us' }).waitFor()
    const withdrawn = await verify(await saveReceipt(bank))
    expect(withdrawn).toMatchObject({ decision: 'withdrawn', withdraws: granted.jti })
    expect(await recorded()).toEqual([
      { id: granted.jti, decision: 'granted' },
      { id: withdrawn.jti, decision: 'withdrawn' },
    ])
    await bank.context().close()
  })

  // Guarantee: a token that nobody has redeemed ends with the approval it stands on.
  it('before anything was copied: the session’s token is stopped with it', async () => {
    const bank = await openQuestion()
    // The page does not hear of the token, so that the person is faster than the redemption.
    await bank.route('**/connect/session/events', route => route.abort())
    const [exchange] = await Promise.all([bank.waitForEvent('popup'), shareButton(bank).click()])
    const token = await server.source.shareTokens.create({
      'connection-id': server.sandbox['connection-id'],
      'source-id': server.sandbox['source-inquiry-id'],
      'share-request-id': new URL(exchange.url()).searchParams.get('share-request') ?? '',
    })
    const statusOfToken = async () =>
      (await server.source.shareTokens.retrieve(token.data.id)).data.attributes.status
    expect(await statusOfToken()).not.toBe('expired')

    await stop(bank)
    await bank.getByText('Nothing has been copied.').last().waitFor()
    expect(await statusOfToken()).toBe('expired')
    expect(await verify(await saveReceipt(bank))).toMatchObject({ decision: 'withdrawn' })

    await bank.unroute('**/connect/session/events')
    await bank.context().close()
  })

  // Guarantee: no page goes on asking for what the person has taken back, wherever they have, without being loaded again.
  it('while another tab awaits input: that one has stopped too, and asks for nothing more', async () => {
    const context = await openContext(browser)
    const bank = await openBank(context, server.origin, 'strict')
    await confirmAs(await shareEverything(bank), personWith('no-proof-of-address'))
    await bank.getByLabel('Choose a file: Document').waitFor({ state: 'attached' })
    const widget = 'document.querySelector("connect-widget")'
    const second = await openBank(context, server.origin, 'strict')
    const secret = await bank.evaluate<string>(`${widget}.clientSecret`)
    await second.evaluate(`${widget}.clientSecret = ${JSON.stringify(secret)}`)
    await second.getByLabel('Choose a file: Document').waitFor({ state: 'attached' })

    await stop(second)
    await heardEvent(bank, 'connect-withdraw')
    await bank.getByRole('heading', { name: 'You have stopped sharing', exact: true }).waitFor()
    expect(await bank.getByLabel('Choose a file: Document').count()).toBe(0)
    await context.close()
  })

  it('by its organization, which was asked to: the page that awaits input hears of it', async () => {
    const bank = await openBank(await openContext(browser), server.origin, 'strict')
    await confirmAs(await shareEverything(bank), personWith('no-proof-of-address'))
    await bank.getByLabel('Choose a file: Document').waitFor({ state: 'attached' })
    const [newest] = (await server.destination.consents.list()).data
    await server.destination.consents.withdraw(newest?.id ?? '')
    await heardEvent(bank, 'connect-withdraw')
    await bank.getByRole('heading', { name: 'You have stopped sharing', exact: true }).waitFor()
    await bank.context().close()
  })

  it('meets WCAG 2.2 AA as far as axe can tell', async () => {
    const context = await browser.newContext({ locale: 'en-GB', bypassCSP: true })
    const bank = await openBank(context, server.origin)
    await confirmAs(await shareEverything(bank), personWith('complete'))
    // It is opened while the redemption runs, and stays so when the last screen comes in.
    await bank.getByText('Stop sharing', { exact: true }).click()
    await bank.locator('#result').getByRole('heading', { name: 'Your account is open' }).waitFor()
    expect(await audit(bank, ['connect-widget'])).toEqual([])
    await bank.getByRole('button', { name: /^Stop sharing with/ }).click()
    await bank.getByText('You have stopped sharing').first().waitFor()
    await bank.getByRole('link', { name: 'Save the receipt' }).waitFor()
    expect(await audit(bank, ['connect-widget'])).toEqual([])
    await context.close()
  })
})
