import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ar as asked } from '../../server/connect/consent-text/ar.ts'
import { messages as said } from '../../widget/languages/ar.ts'
import { firefoxPath, missingPackages, webKitDriverPath, xvfbPath } from '../engines.ts'
import { call, type Engine, type EngineWindow } from './engines/engine.ts'
import { launchFirefox } from './engines/firefox.ts'
import * as inPage from './engines/page.ts'
import { launchWebKit } from './engines/webkit.ts'
import { destinationHost, type Host } from './hosts.ts'
import { focusedName } from './keyboard.ts'
import { type RunningServer, startServer } from './server.ts'
import { personWith } from './walk.ts'

const engines = [
  { name: 'Firefox', needs: [firefoxPath], launch: launchFirefox },
  { name: 'WebKit', needs: [webKitDriverPath, xvfbPath], launch: launchWebKit },
].map(engine => ({ ...engine, isThere: engine.needs.every(path => existsSync(path)) }))

const person = personWith('complete')
const bill = join(import.meta.dirname, '../../demo/people/complete/proof-of-address.pdf')
const PATIENCE = { timeout: 20_000 }
/** More stops than the page has. */
const MOST_STOPS = 30

const isThere = (name: string) => `${call(inPage.control, name)} !== undefined`

/** Waits until an expression has that value in the page. */
const reaches = (window: EngineWindow, expression: string, value: unknown) =>
  expect.poll(() => window.evaluate(expression), PATIENCE).toEqual(value)

const eventuallyIn = (window: EngineWindow, phase: string) => reaches(window, call(inPage.phase), phase)

async function press(window: EngineWindow, name: string): Promise<void> {
  await reaches(window, isThere(name), true)
  await window.click(call(inPage.control, name))
}

if (missingPackages().length > 0)
  console.warn(`\n=== Engines are left out. Not on this machine: ${missingPackages().join(', ')} ===\n`)

// The other suites' walks in short: those are Chromium's.
describe.skipIf(!engines.some(({ isThere }) => isThere))('in an engine other than Chromium’s', () => {
  let server: RunningServer
  let host: Host

  beforeAll(async () => {
    server = await startServer()
    host = await destinationHost(server.origin, {})
  }, 120_000)

  afterAll(async () => {
    await host?.close()
    await server?.discard()
  })

  /** A session for the host's page. */
  async function createSession(strict: '' | '-strict' = '') {
    const { data, meta } = await server.destination.sessions.create({
      'inquiry-template-id': server.sandbox[`destination-inquiry-template-id${strict}`],
      'allowed-origins': [host.origin],
      purpose: 'Open an account',
    })
    return { id: data.relationships?.['share-request'].data?.id, clientSecret: meta['client-secret'] }
  }

  /** A token for it that the source gives without being asked on a page of its own. */
  async function createShareToken(shareRequestId: string | undefined, partial: '' | '-partial' = '') {
    const { meta } = await server.source.shareTokens.create({
      'connection-id': server.sandbox['connection-id'],
      'source-id': server.sandbox[`source-inquiry-id${partial}`],
      'share-request-id': shareRequestId,
    })
    return meta['share-token']
  }

  describe.each(engines.filter(({ isThere }) => isThere))('$name', ({ launch }) => {
    let engine: Engine
    const windows: EngineWindow[] = []

    beforeAll(async () => {
      engine = await launch()
    }, 120_000)

    afterEach(async () => {
      for (const window of windows.splice(0)) await window.close()
    })

    afterAll(async () => {
      await engine?.close()
    })

    async function open(url: string): Promise<EngineWindow> {
      const window = await engine.openWindow()
      windows.push(window)
      await window.goto(url)
      return window
    }

    async function openBank(): Promise<EngineWindow> {
      const bank = await open(`${server.origin}/demo/`)
      await reaches(bank, isThere('Share'), true)
      await bank.evaluate(call(inPage.writeDown))
      return bank
    }

    // The whole walk as most people make it: a window of the source's, which answers, and every stage told on the way.
    // One stream is opened and heard; nothing asks again and again instead.
    it('shares by the source’s page, shows the stages from a stream, and ends', async () => {
      const bank = await openBank()
      const exchange = await bank.opened(() => press(bank, 'Share'))
      await reaches(exchange, `${call(inPage.linkWith, person.fields['name-last'])} !== undefined`, true)
      await exchange.click(call(inPage.linkWith, person.fields['name-last']))
      await press(exchange, 'Share')
      await eventuallyIn(bank, 'complete')
      await reaches(bank, "document.querySelector('#result h2').textContent", 'Your account is open')
      expect(await bank.evaluate(call(inPage.eventRequests))).toEqual(['text/event-stream'])
      expect(await bank.evaluate(call(inPage.toldNames))).toEqual([
        'connect-decision',
        'redemption.accepted',
        'data.copied',
        'verification.started',
        'verification.finished',
        'inquiry.completed',
        'connect-complete',
      ])
    })

    it('declines, and the page hears of it', async () => {
      const bank = await openBank()
      await press(bank, "Don't share")
      await eventuallyIn(bank, 'declined')
      expect(await bank.evaluate(call(inPage.toldNames))).toEqual(['connect-decision', 'connect-decline'])
      const { data } = await server.destination.consents.list()
      expect(data.map(({ attributes }) => attributes.decision)).toContain('declined')
    })

    // The Tab key leads to the answer, Enter gives it, and the form around the widget then has the inquiry.
    it('shares by the keyboard, and the form has the inquiry', async () => {
      const { id, clientSecret } = await createSession()
      const window = await open(host.origin)
      await window.evaluate(call(inPage.give, { clientSecret, shareToken: await createShareToken(id) }))
      await reaches(window, isThere('Share'), true)
      expect(await window.evaluate(call(inPage.formData))).toEqual({})
      for (let stop = 0; stop < MOST_STOPS; stop++) {
        if ((await window.evaluate(call(focusedName))) === 'Share') break
        await window.press('Tab')
      }
      expect(await window.evaluate(call(focusedName))).toBe('Share')
      await window.press('Enter')
      await eventuallyIn(window, 'complete')
      const sent = await window.evaluate(call(inPage.formData))
      expect(sent).toEqual({ 'inquiry-id': expect.stringMatching(/^inq_/) })
    })

    // Loaded again while the token, and while something more is awaited: the same screen, nothing asked twice, and on.
    it('goes on after the page is loaded again, and takes a file that was missing', async () => {
      const { id, clientSecret } = await createSession('-strict')
      const window = await open(host.origin)
      await window.evaluate(call(inPage.give, { clientSecret }))
      windows.push(await window.opened(() => press(window, 'Share')))
      await eventuallyIn(window, 'waiting-for-token')

      await window.reload()
      await window.evaluate(call(inPage.give, { clientSecret }))
      await eventuallyIn(window, 'waiting-for-token')
      await window.evaluate(call(inPage.give, { shareToken: await createShareToken(id, '-partial') }))
      await eventuallyIn(window, 'awaiting-input')

      await window.reload()
      await window.evaluate(call(inPage.give, { clientSecret }))
      await eventuallyIn(window, 'awaiting-input')
      await reaches(window, isThere('Choose a file: Document'), true)
      await window.choose(call(inPage.control, 'Choose a file: Document'), bill)
      await eventuallyIn(window, 'complete')
    })

    it('asks in Arabic from right to left, and takes the answer', async () => {
      const { clientSecret } = await createSession()
      const window = await open(host.origin)
      await window.evaluate(call(inPage.give, { lang: 'ar', clientSecret }))
      await reaches(window, isThere(asked.share), true)
      expect(await window.evaluate(call(inPage.screen))).toMatchObject({
        direction: 'rtl',
        buttons: [asked.share, asked.decline],
      })
      await press(window, asked.decline)
      await eventuallyIn(window, 'declined')
      expect(await window.evaluate(call(inPage.screen))).toMatchObject({
        direction: 'rtl',
        text: expect.stringContaining(said.declined.title),
      })
    })
  })
})
