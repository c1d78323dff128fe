import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heardEvent, launchBrowser, openContext } from './browser.ts'
import { destinationHost, type Host, sourceHost } from './hosts.ts'
import { type RunningServer, startServer } from './server.ts'
import { shareButton } from './walk.ts'

/**
 * The policies that a page can have for its opener (HTML, cross-origin opener policies). Most pairs cut the popup off
 * from the page that has opened it, so that no message arrives: the server's stream must then tell of the token.
 */
const OPENERS = ['unsafe-none', 'same-origin-allow-popups', 'same-origin', 'noopener-allow-popups'] as const
const POPUPS = ['unsafe-none', 'same-origin-allow-popups', 'same-origin'] as const
const PAIRS = OPENERS.flatMap(opener => POPUPS.map(popup => ({ opener, popup })))

const policy = (value: string) => ({ 'Cross-Origin-Opener-Policy': value })

describe('a source’s page in a popup', () => {
  let server: RunningServer
  let browser: Browser
  const hosts: Host[] = []

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    for (const host of hosts) await host.close()
    await server?.discard()
  })

  // Guarantee: whatever the policies of the two pages, the person's answer arrives and the redemption ends.
  it.each(PAIRS)('gets through, opener $opener and popup $popup', async ({ opener, popup }) => {
    const { sandbox } = server
    const source = await sourceHost(server.origin, policy(popup), {
      client: server.source,
      connectionId: sandbox['connection-id'],
      inquiryId: sandbox['source-inquiry-id'],
    })
    const destination = await destinationHost(server.origin, policy(opener))
    hosts.push(source, destination)
    await server.source.connections.update(sandbox['connection-id'], { 'share-url': `${source.origin}/` })
    const { meta } = await server.destination.sessions.create({
      'inquiry-template-id': sandbox['destination-inquiry-template-id'],
      'allowed-origins': [destination.origin],
      purpose: 'Open an account',
    })
    const context = await openContext(browser)
    const page = await context.newPage()
    await page.goto(destination.origin)
    await page.evaluate(
      `document.querySelector('connect-widget').clientSecret = ${JSON.stringify(meta['client-secret'])}`,
    )
    await shareButton(page).waitFor()
    const [shown] = await Promise.all([context.waitForEvent('page'), shareButton(page).click()])
    await shareButton(shown).click()
    expect((await heardEvent(page, 'connect-complete')).status).toBe('approved')
    await context.close()
  })
})
