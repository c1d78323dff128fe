import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { destinationHost, type Host } from './hosts.ts'
import { type RunningServer, startServer } from './server.ts'
import { shareButton } from './walk.ts'

/** The ways of a token that the page or the person brings; those by the source’s page are in opener-policy.test.ts. */
describe('a share token', () => {
  let server: RunningServer
  let browser: Browser
  let host: Host
  let context: BrowserContext
  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    host = await destinationHost(server.origin, {})
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await host?.close()
    await server?.discard()
  })
  beforeEach(async () => {
    context = await openContext(browser)
    return () => context.close()
  })

  /** A session of the host’s page, and a token that is bound to it. */
  async function sessionAndToken() {
    const { sandbox, source, destination } = server
    const { data, meta } = await destination.sessions.create({
      'inquiry-template-id': sandbox['destination-inquiry-template-id'],
      'allowed-origins': [host.origin],
      purpose: 'Open an account',
    })
    const token = await source.shareTokens.create({
      'connection-id': sandbox['connection-id'],
      'source-id': sandbox['source-inquiry-id'],
      'share-request-id': data.relationships?.['share-request'].data?.id,
    })
    return { clientSecret: meta['client-secret'], token: token.meta['share-token'], id: token.data.id }
  }

  async function openHost(fragment = ''): Promise<Page> {
    const page = await context.newPage()
    await page.goto(`${host.origin}/${fragment}`)
    return page
  }

  const widget = "document.querySelector('connect-widget')"

  /** The person shares; nothing was redeemed before. */
  async function shareIn(page: Page, tokenId: string): Promise<void> {
    await shareButton(page).waitFor()
    expect(await statusOf(tokenId)).toBe('created')
    await shareButton(page).click()
  }

  async function expectDone(page: Page, tokenId: string): Promise<void> {
    expect((await heardEvent(page, 'connect-complete')).status).toBe('approved')
    expect(await statusOf(tokenId)).toBe('redeemed')
  }

  const statusOf = async (id: string) => (await server.source.shareTokens.retrieve(id)).data.attributes.status

  it('comes by a property, and the redemption ends', async () => {
    const { clientSecret, token, id } = await sessionAndToken()
    const page = await openHost()
    await page.evaluate(`${widget}.shareToken = ${JSON.stringify(token)}`)
    await page.evaluate(`${widget}.clientSecret = ${JSON.stringify(clientSecret)}`)
    await shareIn(page, id)
    await expectDone(page, id)
  })

  it('comes by an attribute, which is gone once it is read', async () => {
    const { clientSecret, token, id } = await sessionAndToken()
    const page = await openHost()
    await page.evaluate(`${widget}.setAttribute('share-token', ${JSON.stringify(token)})`)
    await page.evaluate(`${widget}.clientSecret = ${JSON.stringify(clientSecret)}`)
    await shareIn(page, id)
    expect(await page.content()).not.toContain(token)
    await expectDone(page, id)
  })

  it('comes in the fragment of the address, which is wiped', async () => {
    const { clientSecret, token, id } = await sessionAndToken()
    const page = await openHost(`#section&share-token=${encodeURIComponent(token)}`)
    expect(new URL(page.url()).hash).toBe('#section')
    await page.evaluate(`${widget}.clientSecret = ${JSON.stringify(clientSecret)}`)
    await shareIn(page, id)
    await expectDone(page, id)
  })

  it('is pasted by the person, in the sandbox, who has shut the source’s window', async () => {
    const { sandbox, source, destination } = server
    const { meta } = await destination.sessions.create({
      'inquiry-template-id': sandbox['destination-inquiry-template-id'],
      'allowed-origins': [host.origin],
      purpose: 'Open an account',
    })
    const minted = await source.shareTokens.create({
      'connection-id': sandbox['connection-id'],
      'source-id': sandbox['source-inquiry-id'],
    })
    const page = await openHost()
    await page.evaluate(`${widget}.clientSecret = ${JSON.stringify(meta['client-secret'])}`)
    await shareButton(page).waitFor()
    const [opened] = await Promise.all([context.waitForEvent('page'), shareButton(page).click()])
    await opened.close()
    await page.getByLabel('Sandbox: a share token that you have').fill(minted.meta['share-token'])
    await page.getByRole('button', { name: 'Use it' }).click()
    await expectDone(page, minted.data.id)
  })
})
