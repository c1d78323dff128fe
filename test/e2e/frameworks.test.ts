import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openContext } from './browser.ts'
import type { Given } from './frameworks/app.ts'
import { buildApp } from './frameworks/build.ts'
import { appHost, type Host } from './hosts.ts'
import { type RunningServer, startServer } from './server.ts'
import { shareButton } from './walk.ts'

describe('a page by a framework', () => {
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

  /** What an app is given for a new session of that origin's; with a token, unless the person is to wait for one. */
  async function createGiven(origin: string, token: 'with' | 'without'): Promise<Given> {
    const { sandbox } = server
    const { data, meta } = await server.destination.sessions.create({
      'inquiry-template-id': sandbox['destination-inquiry-template-id'],
      'allowed-origins': [origin],
      purpose: 'Open an account',
    })
    const given = { server: server.origin, clientSecret: meta['client-secret'], shareToken: '' }
    if (token === 'without') return given
    const created = await server.source.shareTokens.create({
      'connection-id': sandbox['connection-id'],
      'source-id': sandbox['source-inquiry-id'],
      'share-request-id': data.relationships?.['share-request'].data?.id,
    })
    return { ...given, shareToken: created.meta['share-token'] ?? '' }
  }

  describe.each(['react', 'vue', 'svelte', 'angular'])('%s', framework => {
    let host: Host
    let context: BrowserContext
    let page: Page
    const complaints: string[] = []
    /** Requests of the session API, as `POST redemption`. */
    const requests: string[] = []

    beforeAll(async () => {
      host = await appHost(await buildApp(framework))
      context = await openContext(browser)
      context.on('weberror', error => complaints.push(error.error().message))
      context.on('request', request => {
        const [, path] = request.url().split('/api/v1/connect/session')
        if (path !== undefined) requests.push(`${request.method()} ${path.replace(/\?.*/, '')}`)
      })
      page = await context.newPage()
      await page.goto(host.origin)
    }, 120_000)

    afterAll(async () => {
      await context?.close()
      await host?.close()
    })

    const show = (given: Given) => page.evaluate(next => window.app.show(next), given)
    const handed = () => page.evaluate(() => window.handed.filter(name => name !== 'mounted'))
    const made = (request: string) => requests.filter(other => other === request).length
    const isIn = (phase: string) => page.locator(`connect-widget:state(${phase})`).waitFor()

    // Guarantee: properties, attributes and listeners reach the element as the framework hands them over, drawing again
    // starts nothing anew, and the token is redeemed once.
    it('hands everything to one widget, draws again at will, and hears of the end', async () => {
      const given = await createGiven(host.origin, 'with')
      await show(given)
      await isIn('asking')
      await show({ ...given })
      await shareButton(page).waitFor()
      expect(requests).toEqual(['GET '])
      await shareButton(page).click()
      await isIn('complete')
      await show({ ...given })
      expect(await handed()).toEqual(['connect-ready', 'connect-complete'])
      expect(await page.locator('connect-widget').count()).toBe(1)
      expect(await page.locator('connect-widget').getAttribute('share-token')).toBeNull()
      expect(['POST /consents', 'POST /redemption', 'GET /events'].map(made)).toEqual([1, 1, 1])
      const sent = await page.evaluate(() => Object.fromEntries(new FormData(document.forms[0]).entries()))
      expect(sent).toEqual({ 'inquiry-id': expect.stringMatching(/^inq_/) })
    })

    // Guarantee: with its page gone, the widget asks and follows nothing any more; a new one finds the same state.
    it('lets go of what is under way when the page is left, and finds it again', async () => {
      const given = await createGiven(host.origin, 'without')
      await show(given)
      await shareButton(page).click()
      await isIn('waiting-for-token')
      const cut = page.waitForEvent('requestfailed', request => request.url().endsWith('/session/events'))
      await page.evaluate(() => window.app.leave())
      expect((await cut).failure()?.errorText).toBe('net::ERR_ABORTED')
      expect(await page.locator('connect-widget').count()).toBe(0)

      await show(given)
      await isIn('waiting-for-token')
      expect(await handed()).not.toContain('connect-error')
      expect(complaints).toEqual([])
    })

    if (framework === 'react')
      it('is held to StrictMode, which mounts everything twice', async () => {
        const mounted = await page.evaluate(() => window.handed.filter(name => name === 'mounted'))
        expect(mounted).toHaveLength(4)
      })
  })
})
